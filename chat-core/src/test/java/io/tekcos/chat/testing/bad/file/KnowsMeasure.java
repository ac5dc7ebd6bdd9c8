package io.tekcos.chat.testing.bad.file;

import io.tekcos.chat.testing.bad.measure.KnowsDiscovery;

public record KnowsMeasure(KnowsDiscovery measure) {}
