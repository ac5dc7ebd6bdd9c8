package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.util.Objects;

/** Both sides of a UDP path in memory, and the datagrams that tests pass between them, lose and repeat. */
final class BindingDance {

    static final long ID = 77;
    static final InetSocketAddress SERVER = new InetSocketAddress("192.168.0.1", 2000);
    static final InetSocketAddress HOME = new InetSocketAddress("192.168.0.7", 5000);
    static final InetSocketAddress AWAY = new InetSocketAddress("192.168.0.8", 5000);

    final Cookies cookies = new Cookies(Keys.NONCE);
    final ServerBinding server = new ServerBinding(ID, Keys.SECRET, cookies, 0);
    final ClientBinding client = new ClientBinding(ID, Keys.SECRET, 0);
    long now;

    /** The server's step, which is told the datagram's true size. */
    BindingStep toServer(Datagram datagram, InetSocketAddress from) {
        return server.onDatagram(datagram, sizeOf(datagram), from, now);
    }

    BindingStep toClient(Datagram datagram) {
        return client.onDatagram(datagram, sizeOf(datagram), SERVER, now);
    }

    /** HELO, HELO-OK, BIND and BOUND, nothing lost; the BIND that was sent. */
    Bind bindFrom(InetSocketAddress address) {
        Datagram heloOk = answer(toServer(new Helo(ID, client.nextNumber()), address));
        Bind bind = (Bind) answer(toClient(heloOk));
        BindingStep.Up up = (BindingStep.Up) toServer(bind, address);
        toClient(Objects.requireNonNull(up.answer()));
        return bind;
    }

    /** A BIND that an honest client would send, but for its number. */
    Bind bind(long number, InetSocketAddress address) {
        Bytes32 cookie = cookies.issue(ID, 0, address, now);
        return new Bind(ID, number, cookie, Proofs.bind(Keys.SECRET, ID, number, cookie));
    }

    TextDatagram text(long number) {
        return new TextDatagram(ID, number, number, 0, "a text as long as a cookie");
    }

    void passMillis(long millis) {
        now += MILLISECONDS.toNanos(millis);
    }

    static Datagram answer(BindingStep step) {
        return ((BindingStep.Answered) step).answer();
    }

    static int sizeOf(Datagram datagram) {
        ByteBuf out = Unpooled.buffer();
        datagram.write(out);
        return out.readableBytes();
    }
}
