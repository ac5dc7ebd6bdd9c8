/** The one measuring loop and what it is run over; a strategy supplies a {@link io.tekcos.chat.bench.loop.Transport} and nothing else. */
@NullMarked
package io.tekcos.chat.bench.loop;

import org.jspecify.annotations.NullMarked;
