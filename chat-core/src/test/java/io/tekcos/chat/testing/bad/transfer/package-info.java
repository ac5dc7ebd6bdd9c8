/** Breaks the rules of {@link io.tekcos.chat.testing.Architecture} on purpose, to prove that they notice. */
@NullMarked
package io.tekcos.chat.testing.bad.transfer;

import org.jspecify.annotations.NullMarked;
