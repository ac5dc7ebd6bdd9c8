package io.tekcos.chat.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the verbs, and gives them the streams they read and write. */
record Verbs(Streams streams) implements IFactory {

    /** Every verb, in the order of the help. */
    static final List<Class<? extends Callable<Integer>>> ALL = List.of(
            ServeVerb.class,
            ConnectVerb.class,
            SendVerb.class,
            ReceiveVerb.class,
            DemoVerb.class,
            CompletionVerb.class);

    /** The verbs that need to know no other. */
    private static final Map<String, Class<? extends Callable<Integer>>> ALONE = Map.of(
            "serve",
            ServeVerb.class,
            "connect",
            ConnectVerb.class,
            "send",
            SendVerb.class,
            "receive",
            ReceiveVerb.class,
            "demo",
            DemoVerb.class);

    /** The verbs that a command line can be about: one, if it begins with one. To model the others would take time. */
    static List<Class<? extends Callable<Integer>>> wantedBy(String... args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            return List.of();
        }
        Class<? extends Callable<Integer>> named = args.length == 0 ? null : ALONE.get(args[0]);
        return named == null ? ALL : List.of(named);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (Verb.class.isAssignableFrom(type)) {
            return type.getDeclaredConstructor(Streams.class).newInstance(streams);
        }
        return CommandLine.defaultFactory().create(type);
    }
}
