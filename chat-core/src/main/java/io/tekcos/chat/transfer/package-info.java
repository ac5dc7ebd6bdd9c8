/**
 * Transfers as they run: what a session says of them goes in and out by a {@link io.tekcos.chat.transfer.TransferPort}, their bytes by
 * connections of their own, and disks are read and written on threads of their own. Everything else of a transfer happens on the
 * event loop of its session.
 */
@NullMarked
package io.tekcos.chat.transfer;

import org.jspecify.annotations.NullMarked;
