package io.tekcos.chat.folder;

import java.nio.file.Path;

/** Both ways of working with directories. */
enum Way {
    HANDLES,
    PATHS;

    Downloads in(Path folder) {
        return Downloads.in(
                folder, this == HANDLES ? Directory::of : path -> PathDirectory.of(path), path -> Long.MAX_VALUE);
    }
}
