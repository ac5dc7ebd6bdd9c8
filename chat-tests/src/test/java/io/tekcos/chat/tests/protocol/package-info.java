/** Replays the worked examples of {@code docs/PROTOCOL.md} over raw sockets, against a real server and a real client. */
@NullMarked
package io.tekcos.chat.tests.protocol;

import org.jspecify.annotations.NullMarked;
