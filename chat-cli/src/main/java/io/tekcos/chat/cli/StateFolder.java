package io.tekcos.chat.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder that the system has for what a program keeps for its user. */
final class StateFolder {

    private StateFolder() {}

    /** A file in it, which there may be none of yet. */
    static Path file(String name) {
        return ofUser().resolve("chat").resolve(name);
    }

    private static Path ofUser() {
        Path home = Path.of(System.getProperty("user.home", "."));
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return windows
                ? folder("LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                : folder("XDG_STATE_HOME", home.resolve(".local").resolve("state"));
    }

    private static Path folder(String variable, Path otherwise) {
        String value = System.getenv(variable);
        try {
            Path folder = Path.of(value == null ? "" : value);
            return folder.isAbsolute() ? folder : otherwise; // as the XDG specification has it
        } catch (InvalidPathException odd) {
            return otherwise;
        }
    }
}
