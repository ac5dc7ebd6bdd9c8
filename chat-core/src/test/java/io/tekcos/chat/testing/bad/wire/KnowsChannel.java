package io.tekcos.chat.testing.bad.wire;

import io.netty.channel.Channel;

record KnowsChannel(Channel channel) {}
