/** A double of the two-person Python chat that this project grew from, with all its habits, and what it is held to. */
@NullMarked
package io.tekcos.chat.tests.seed;

import org.jspecify.annotations.NullMarked;
