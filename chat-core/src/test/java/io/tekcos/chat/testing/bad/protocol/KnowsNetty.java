package io.tekcos.chat.testing.bad.protocol;

import io.tekcos.chat.testing.bad.netty.ShowsNetty;
import org.slf4j.Logger;

record KnowsNetty(ShowsNetty handler, Logger log) {}
