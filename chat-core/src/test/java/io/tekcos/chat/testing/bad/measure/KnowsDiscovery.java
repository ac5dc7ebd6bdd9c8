package io.tekcos.chat.testing.bad.measure;

import io.tekcos.chat.testing.bad.discovery.KnowsTop;

public record KnowsDiscovery(KnowsTop discovery) {}
