package io.tekcos.chat.testing.bad.journal;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.testing.bad.netty.ShowsNetty;

public record KnowsNetty(ShowsNetty handler, ByteBuf buffer) {}
