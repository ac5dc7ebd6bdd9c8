/** Files by nothing but blocking loops: the floor for them. */
@NullMarked
package io.tekcos.chat.bench.bare;

import org.jspecify.annotations.NullMarked;
