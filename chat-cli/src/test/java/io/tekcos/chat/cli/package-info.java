/** Tests of the command line's parts; its processes are tested in chat-tests. */
@NullMarked
package io.tekcos.chat.cli;

import org.jspecify.annotations.NullMarked;
