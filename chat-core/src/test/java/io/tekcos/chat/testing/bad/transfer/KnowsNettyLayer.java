package io.tekcos.chat.testing.bad.transfer;

import io.tekcos.chat.testing.bad.netty.ShowsNetty;

public record KnowsNettyLayer(ShowsNetty above) {}
