/** The peer KryoNet. */
@NullMarked
package io.tekcos.chat.bench.kryonet;

import org.jspecify.annotations.NullMarked;
