package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as it is installed: the archive that the build made, unpacked. Its launcher finds no Maven.
 *
 * @param folder what the archive held
 * @param cache where the launcher keeps class archives
 */
record Installation(Path folder, Path cache) {

    /** Unpacks it below a folder; the cache is beside it. */
    static Installation unpack(Path below) throws IOException, InterruptedException {
        String name = ChatProcess.jar().getFileName().toString().replaceAll("^chat-cli-(.*)-all\\.jar$", "chat-$1");
        Path archive = ChatProcess.jar().resolveSibling(name + ".tar.gz");
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "--no-same-owner", "-C", below.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return new Installation(below.resolve(name), below.resolve("cache"));
    }

    Path launcher() {
        return folder.resolve("bin/chat");
    }

    /** The launcher with a Java and a cache; the environment may be changed before it starts. */
    ProcessBuilder command(String... args) {
        return command(launcher(), args);
    }

    /** The same by another path to the launcher. */
    ProcessBuilder command(Path launcher, String... args) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder launch = new ProcessBuilder(command);
        launch.environment().put("JAVA_HOME", System.getProperty("java.home"));
        launch.environment().put("XDG_CACHE_HOME", cache.toString());
        launch.environment().put("PATH", "/usr/bin:/bin");
        launch.environment().put("CHAT_ARCHIVE", "off");
        return launch;
    }
}
