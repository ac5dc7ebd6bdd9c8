package io.tekcos.chat.testing.bad;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.tekcos.chat.testing.bad.wire.BadFrame;
import io.tekcos.chat.testing.bad.wire.BadWireException;
import java.util.List;
import java.util.function.Supplier;

/** Every way to show what is not exported, and some ways to use it unseen. */
public class Shows extends HiddenParent {

    public static final BadFrame[] IN_A_FIELD = {};

    protected Shows(BadFrame inAConstructor) {}

    public List<? extends Supplier<BadFrame>> inAResult() {
        return List.of();
    }

    public void inAParameter(BadFrame frame) {}

    public void inAnException() throws BadWireException {}

    public <T extends BadFrame> void inABound() {}

    public ByteBuf ofADependency(ByteBuf buffer) {
        return unseenPrivate(buffer, new BadFrame(0));
    }

    @Deprecated
    public void unseenJava(int[] numbers, List<String> texts) {}

    private static ByteBuf unseenPrivate(ByteBuf buffer, BadFrame frame) {
        return buffer.writeInt(frame.number());
    }

    void unseenInThePackage(BadFrame frame) {}

    public record InAComponent(BadFrame frame) {}

    public static final class InASupertype extends BadWireException {
        private static final long serialVersionUID = 1;
    }

    public abstract static class InATypeArgument implements Supplier<BadFrame> {}

    @Sharable
    public static final class InAnAnnotation {}
}
