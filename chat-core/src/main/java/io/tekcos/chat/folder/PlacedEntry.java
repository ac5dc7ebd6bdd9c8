package io.tekcos.chat.folder;

import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestEntry.Kind;

/**
 * An entry of the manifest, and where it stands.
 *
 * @param entry itself
 * @param number its own, from 0 on
 * @param root the number of the root that it is, or is in, from 0 on
 * @param content where its bytes begin in the content
 */
record PlacedEntry(ManifestEntry entry, int number, int root, long content) {

    boolean isFolder() {
        return entry.kind() == Kind.FOLDER;
    }

    /** Where its bytes end in the content. */
    long end() {
        return content + entry.size();
    }

    /** Its names from the root on. */
    String[] names() {
        return entry.path().split("/", -1);
    }

    /** The same in the hidden folder, where roots have numbers, so that two may have the same name. */
    String[] stagedNames() {
        String[] names = names();
        names[0] = Integer.toString(root);
        return names;
    }
}
