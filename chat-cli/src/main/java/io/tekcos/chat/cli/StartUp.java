package io.tekcos.chat.cli;

/** What the libraries need not do when this program starts. */
final class StartUp {

    private StartUp() {}

    /** To be called before anything of picocli or Netty is. */
    static void shorten() {
        // No option is of such a type, and to look for these types takes picocli a tenth of a short start.
        System.setProperty("picocli.converters.excludes", "java\\.time\\..*,java\\.sql\\..*");
        // Nobody records this program with Flight Recorder, whose start costs it 100 ms.
        preset("io.netty.jfr.enabled", "false");
        // They tell the channels of several machines and processes apart in logs; to find them out, all interfaces are
        // asked.
        preset("io.netty.machineId", "00:00:00:00:00:00:00:01");
        preset("io.netty.processId", "1");
    }

    /** Sets a property that the user has not set. */
    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
