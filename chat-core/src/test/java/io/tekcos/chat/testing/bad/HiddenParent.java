package io.tekcos.chat.testing.bad;

import io.tekcos.chat.testing.bad.wire.BadFrame;

abstract class HiddenParent {

    public void inherited(BadFrame frame) {}
}
