/**
 * What a sender of files reads: the files and folders that were named, listed once in a manifest on the disk, and their bytes
 * chunk by chunk. Nothing here knows of a network, a clock or a thread; memory is bounded however many files there are.
 */
@NullMarked
package io.tekcos.chat.source;

import org.jspecify.annotations.NullMarked;
