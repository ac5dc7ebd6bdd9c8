package io.tekcos.chat.testing.bad.discovery;

import io.tekcos.chat.testing.bad.Shows;

public record KnowsTop(Shows top) {}
