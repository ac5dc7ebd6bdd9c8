/** Programs that others use to send files. */
@NullMarked
package io.tekcos.chat.bench.peer;

import org.jspecify.annotations.NullMarked;
