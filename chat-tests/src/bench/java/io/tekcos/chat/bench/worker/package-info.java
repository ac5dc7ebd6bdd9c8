/** The process a strategy is measured in. */
@NullMarked
package io.tekcos.chat.bench.worker;

import org.jspecify.annotations.NullMarked;
