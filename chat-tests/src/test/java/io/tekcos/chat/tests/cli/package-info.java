/** The command line as users have it: the shaded jar, in processes of its own. */
@NullMarked
package io.tekcos.chat.tests.cli;

import org.jspecify.annotations.NullMarked;
