package io.tekcos.chat.testing.bad.source;

import io.tekcos.chat.testing.bad.folder.KnowsSource;

public record KnowsFolder(KnowsSource folder) {}
