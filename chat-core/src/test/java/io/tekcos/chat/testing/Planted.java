package io.tekcos.chat.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** Test classes that do what the guards are there to notice. Surefire does not take them for tests of ours. */
final class Planted {

    private Planted() {}

    static final class Leaking {
        @Test
        void losesABuffer() {
            ByteBufAllocator.DEFAULT.buffer().writeInt(1).touch("planted");
        }
    }

    static final class Releasing {
        @Test
        void releasesItsBuffer() {
            ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer().writeInt(1).touch("planted");
            buffer.release();
        }
    }

    static final class Blinding {
        @Test
        void turnsTheDetectorOff() {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    static final class Hanging {
        @Test
        void hangs() throws InterruptedException {
            Thread.sleep(60_000);
        }
    }
}
