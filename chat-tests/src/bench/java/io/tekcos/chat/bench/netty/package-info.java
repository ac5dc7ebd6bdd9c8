/** The floor: Netty's own codecs and one flush a text. */
@NullMarked
package io.tekcos.chat.bench.netty;

import org.jspecify.annotations.NullMarked;
