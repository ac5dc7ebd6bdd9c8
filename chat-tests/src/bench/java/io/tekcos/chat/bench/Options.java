package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/** The command line. */
record Options(
        Set<WorkItem> items,
        Set<Strategy> strategies,
        int rounds,
        int mebibytes,
        Path folder,
        Optional<Path> json,
        Optional<Path> readme) {

    static final String USAGE = """
            usage: chat-tests/bin/benchmark [ITEM...] [OPTION...]

            items       tcp-round-trip udp-round-trip tcp-one-way udp-one-way room flood file tree filechat
                        (default: all)
            --rounds N              measured rounds of each strategy (default 15; an interval wants 6)
            --strategies A,B        of netty, jdk, kryonet, bare, scp, rsync, tar, iperf3, chat (default: all that
                                    have such a thing); the floor always runs: netty for texts, bare for a file, scp
                                    for a tree; flood and filechat are for chat alone
            --file-size MIB         of the file in file and filechat, in MiB (default 1024)
            --folder DIR            where files are sent from and to (default /dev/shm, so that no disk is measured,
                                    else the system's); takes twice the size for each strategy
            --json FILE             writes the figures, round by round, and the machine
            --update-readme FILE    replaces what stands between the benchmark markers of FILE
            --help                  prints this

            exits 0, or 1 if a strategy could not run or its two ends did not count the same, or 2 for wrong usage
            """;

    private static final int DEFAULT_ROUNDS = 15;
    private static final int DEFAULT_MEBIBYTES = 1024;

    static Options parse(String... args) {
        Set<WorkItem> items = EnumSet.noneOf(WorkItem.class);
        Set<Strategy> strategies = EnumSet.allOf(Strategy.class);
        int rounds = DEFAULT_ROUNDS;
        int mebibytes = DEFAULT_MEBIBYTES;
        Path folder = memoryOrTemporary();
        Optional<Path> json = Optional.empty();
        Optional<Path> readme = Optional.empty();
        Queue<String> words = new ArrayDeque<>(List.of(args));
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--rounds" -> rounds = positive(valueOf(word, words));
                case "--strategies" -> strategies = strategies(valueOf(word, words));
                case "--file-size" -> mebibytes = positive(valueOf(word, words));
                case "--folder" -> folder = Path.of(valueOf(word, words));
                case "--json" -> json = Optional.of(Path.of(valueOf(word, words)));
                case "--update-readme" -> readme = Optional.of(Path.of(valueOf(word, words)));
                default -> items.add(constant(WorkItem.class, word));
            }
        }
        Set<WorkItem> chosen = items.isEmpty() ? EnumSet.allOf(WorkItem.class) : items;
        return new Options(chosen, strategies, rounds, mebibytes, folder, json, readme);
    }

    /** The command that repeats this run, whatever it was spelt like and wherever its report went. */
    String command() {
        return "chat-tests/bin/benchmark " + titles(items, " ") + " --strategies " + titles(strategies, ",")
                + " --rounds " + rounds + filesCommand();
    }

    private String filesCommand() {
        boolean files = items.stream().anyMatch(item -> item.shape().sendsFiles());
        return files ? " --file-size " + mebibytes + " --folder " + folder : "";
    }

    private static String titles(Set<? extends Enum<?>> constants, String separator) {
        return constants.stream().map(Options::title).collect(Collectors.joining(separator));
    }

    private static String valueOf(String option, Queue<String> words) {
        String value = words.poll();
        if (value == null) {
            throw new WrongUsageException(option + " wants a value");
        }
        return value;
    }

    private static int positive(String word) {
        if (!word.matches("[1-9][0-9]{0,4}")) {
            throw new WrongUsageException("not a number of 1 to 99999: " + word);
        }
        return Integer.parseInt(word);
    }

    private static Path memoryOrTemporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Set<Strategy> strategies(String words) {
        Set<Strategy> strategies = EnumSet.noneOf(Strategy.class);
        Arrays.stream(words.split(",", -1))
                .map(word -> constant(Strategy.class, word))
                .forEach(strategies::add);
        return strategies;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(word))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException("unknown: " + word));
    }

    private static String title(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
