/** What the tests of all modules share; the test-jar carries it to chat-cli and chat-tests. */
@NullMarked
package io.tekcos.chat.testing;

import org.jspecify.annotations.NullMarked;
