/** A file system that loses, tears and fills up, for whoever writes a {@link io.tekcos.chat.journal.Disk}. */
@NullMarked
package io.tekcos.chat.testing.disk;

import org.jspecify.annotations.NullMarked;
