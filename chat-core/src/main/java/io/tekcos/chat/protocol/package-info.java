/**
 * The machines of the protocol, without any input or output of their own: bytes, frames and the time come in as arguments,
 * and what to do comes out as return values. No channel, no clock, no thread and no randomness is in here, so every run can
 * be repeated exactly.
 */
@NullMarked
package io.tekcos.chat.protocol;

import org.jspecify.annotations.NullMarked;
