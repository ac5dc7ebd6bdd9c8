/**
 * What a receiver keeps on its disk: the part of a transfer that it has ({@link io.tekcos.chat.folder.Partial}), in a hidden
 * folder beside the place where the files go, until all is there and gets its names. Whatever a sender names, nothing is
 * written outside the folder of the downloads; what somebody at this computer could do is with {@link
 * io.tekcos.chat.file.ReceivePolicy}. Everything in here blocks, and is called by one thread at a time.
 */
@NullMarked
package io.tekcos.chat.folder;

import org.jspecify.annotations.NullMarked;
