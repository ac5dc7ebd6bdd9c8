package io.tekcos.chat.testing.bad.folder;

import io.tekcos.chat.testing.bad.source.KnowsFolder;

public record KnowsSource(KnowsFolder source) {}
