package io.tekcos.chat.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the system that some tests use. */
public final class Tools {

    private Tools() {}

    /**
     * Skips the test where a program is missing; but fails it where one command would have brought it.
     *
     * @param name the program, and the package that has it
     * @param untested what nobody tests without it
     */
    public static void require(String name, String untested) {
        if (isOnPath(name)) {
            return;
        }
        if (System.getProperty("user.name").equals("root") && isOnPath("apt-get")) {
            fail(name + " is missing, and with it a test of " + untested + ": run 'apt-get install " + name
                    + "', as .ci/run does");
        }
        assumeTrue(false, "NOT TESTED: " + untested + ", because " + name + " is missing: install it");
    }

    private static boolean isOnPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator)).anyMatch(folder -> new File(folder, name).canExecute());
    }
}
