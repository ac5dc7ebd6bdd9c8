/** The driver: runs the strategies' worker processes in interleaved rounds, and reports what they measured. */
@NullMarked
package io.tekcos.chat.bench;

import org.jspecify.annotations.NullMarked;
