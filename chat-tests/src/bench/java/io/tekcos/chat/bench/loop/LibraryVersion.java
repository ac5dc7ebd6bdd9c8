package io.tekcos.chat.bench.loop;

import java.nio.file.Path;
import java.security.CodeSource;

/** The version of a library as its jar states it. */
public final class LibraryVersion {

    private LibraryVersion() {}

    /** The name of the jar that {@code type} comes from, such as {@code netty-common-4.2.18.Final}. */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "JDK";
        }
        String file = String.valueOf(Path.of(source.getLocation().getPath()).getFileName());
        return file.replaceFirst("\\.jar$", "");
    }
}
