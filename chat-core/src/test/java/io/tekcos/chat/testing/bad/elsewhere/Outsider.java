package io.tekcos.chat.testing.bad.elsewhere;

import io.tekcos.chat.testing.bad.wire.BadFrame;

record Outsider(BadFrame frame) {}
