/**
 * What a receiver keeps on its disk: the part of a transfer that it has ({@link io.tekcos.chat.folder.Partial}), in a hidden
 * folder beside the place where the files go, until all is there and gets its names. Nothing is ever written outside the
 * folder of the downloads. Everything in here blocks, and is called by one thread at a time.
 */
@NullMarked
package io.tekcos.chat.folder;

import org.jspecify.annotations.NullMarked;
