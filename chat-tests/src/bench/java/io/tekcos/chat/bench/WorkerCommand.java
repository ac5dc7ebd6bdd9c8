package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.loop.Workshop;
import io.tekcos.chat.bench.worker.Strategy;
import io.tekcos.chat.bench.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a worker's JVM is started: the same options for all, and on the class path no library but the strategy's own. */
final class WorkerCommand {

    /** Heap enough that collections are few, fixed that none resizes it; Netty's leak sampling is a debugging aid. */
    static final List<String> JVM_OPTIONS =
            List.of("-Xms1g", "-Xmx1g", "-Dio.netty.leakDetection.level=disabled", "-Dslf4j.internal.verbosity=ERROR");

    private static final int FIRST_JDK_THAT_WARNS_OF_NATIVE_ACCESS = 24;

    private WorkerCommand() {}

    static List<String> of(Strategy strategy, WorkItem item, Path workshop) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS_OF_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-D" + Workshop.PROPERTY + "=" + workshop);
        command.add("-cp");
        command.add(System.getProperty("bench.classes") + File.pathSeparator + libraries(strategy));
        command.add(Worker.class.getName());
        command.add(strategy.name());
        command.add(item.name());
        return command;
    }

    /** The build leaves the class path of each strategy's library in a file. */
    private static String libraries(Strategy strategy) throws IOException {
        Path file = Path.of(System.getProperty("bench.classpaths"), strategy.title() + ".classpath");
        return strategy.hasLibrary() ? Files.readString(file).strip() : "";
    }
}
