package io.tekcos.chat.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the verbs, and gives them the streams they read and write. */
record Verbs(Streams streams) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (Verb.class.isAssignableFrom(type)) {
            return type.getDeclaredConstructor(Streams.class).newInstance(streams);
        }
        return CommandLine.defaultFactory().create(type);
    }
}
