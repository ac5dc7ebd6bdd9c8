/**
 * The files that outlive the process: a client's journal keeps what it needs to resume its session and to deliver what it had
 * accepted, a server's what it needs to tell after a restart how far ended sessions got. Both are append-only logs of
 * checked records ({@link io.tekcos.chat.journal.RecordLog}) on a {@link io.tekcos.chat.journal.Disk}, which in tests is a
 * simulated one. No clock is in here: the time is an argument.
 */
@NullMarked
package io.tekcos.chat.journal;

import org.jspecify.annotations.NullMarked;
