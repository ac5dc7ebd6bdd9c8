/** Reads {@code docs/PROTOCOL.md}: its tables, its drawings and its worked examples. */
@NullMarked
package io.tekcos.chat.testing.document;

import org.jspecify.annotations.NullMarked;
