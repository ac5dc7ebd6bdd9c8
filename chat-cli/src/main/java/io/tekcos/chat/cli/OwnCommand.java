package io.tekcos.chat.cli;

import io.tekcos.chat.netty.Transport;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The command that started this program, up to its arguments: with it a child starts as fast, from the same classes. */
final class OwnCommand {

    private OwnCommand() {}

    /**
     * The command as a list that may be added to.
     *
     * @param options more of them, for the JVM
     */
    static List<String> with(String... options) {
        ProcessHandle.Info own = ProcessHandle.current().info();
        String java = own.command()
                .filter(name -> new File(name).getName().matches("java(\\.exe)?"))
                .orElseGet(() -> String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(List.of(options));
        List<String> arguments = List.of(own.arguments().orElse(new String[0]));
        int jar = arguments.indexOf("-jar");
        if (jar >= 0 && jar + 1 < arguments.size()) {
            command.addAll(arguments.subList(0, jar + 2));
        } else { // Windows does not tell, and whoever runs the classes themselves has no jar
            command.addAll(unarchived());
        }
        return command;
    }

    private static List<String> unarchived() {
        List<String> options = new ArrayList<>(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        String transport = System.getProperty(Transport.PROPERTY);
        if (transport != null) {
            options.add("-D" + Transport.PROPERTY + "=" + transport);
        }
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return options;
    }
}
