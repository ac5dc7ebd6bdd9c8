/** The README is run: its program, its commands and its figures. */
@NullMarked
package io.tekcos.chat.tests.readme;

import org.jspecify.annotations.NullMarked;
