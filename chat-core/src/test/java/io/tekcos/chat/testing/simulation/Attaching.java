package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Resume;
import java.util.function.Consumer;

/** The client opens a connection for a transfer, as the client's lifeline does. */
record Attaching(World world, Consumer<SocketEnd> onAttached, Consumer<String> onFailed) implements Call.Owner {

    void begin(TransferId transfer) {
        Call call = new Call(
                world,
                this,
                ClientHandshake.attach(
                        world.caller().ticket(), transfer, world.shipper().nonce()));
        world.client().loop().after(Caller.HANDSHAKE, call::onLimit);
        world.streams().connectForTransfer(call);
    }

    @Override
    public boolean hasAsked() {
        return false;
    }

    @Override
    public void onResuming(Resume resume) {
        throw new AssertionError("who attaches resumes: " + resume);
    }

    @Override
    public void onDecided(SocketEnd end, Step step) {
        if (!(step instanceof Step.Attached)) {
            throw new AssertionError("the server answers " + step);
        }
        onAttached.accept(end);
    }

    @Override
    public void onFailed(ChatException why, boolean mayBeIn) {
        onFailed.accept(String.valueOf(why.getMessage()));
    }
}
