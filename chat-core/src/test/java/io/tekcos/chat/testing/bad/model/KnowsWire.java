package io.tekcos.chat.testing.bad.model;

import io.tekcos.chat.testing.bad.wire.BadFrame;

final class KnowsWire {
    final int number = new BadFrame(1).number();
}
