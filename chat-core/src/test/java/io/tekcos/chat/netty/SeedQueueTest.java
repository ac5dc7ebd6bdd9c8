package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SeedQueueTest {

    private final SeedQueue<String> queue = new SeedQueue<>();
    private final InetAddress here = InetAddress.getByName("192.0.2.1");
    private final InetAddress elsewhere = InetAddress.getByName("192.0.2.2");

    SeedQueueTest() throws UnknownHostException {}

    @Test
    void shouldLetOneOfEachAddressBeFirst() {
        assertThat(queue.enter(here, "ann")).isTrue();
        assertThat(queue.enter(here, "bob")).isFalse();
        assertThat(queue.enter(elsewhere, "cid")).isTrue();
        assertThat(queue.claim(here)).isEqualTo("ann");
        assertThat(queue.claim(elsewhere)).isEqualTo("cid");
    }

    @Test
    void shouldMakeTheNextFirstWhenTheFirstLeaves() {
        queue.enter(here, "ann");
        queue.enter(here, "bob");
        queue.enter(here, "cid");

        assertThat(queue.leave(here, "bob")).isNull();
        assertThat(queue.leave(here, "bob")).isNull();
        assertThat(queue.leave(here, "ann")).isEqualTo("cid");
        assertThat(queue.leave(here, "cid")).isNull();
        assertThat(queue.claim(here)).isNull();
        assertThat(queue.enter(here, "dan")).isTrue();
    }

    @Test
    void shouldLetOneHeloClaimAConnection() {
        queue.enter(here, "ann");
        queue.enter(here, "bob");

        assertThat(queue.claim(here)).isEqualTo("ann");
        assertThat(queue.claim(here)).isNull();
        assertThat(queue.leave(here, "ann")).isEqualTo("bob");
        assertThat(queue.claim(here)).isEqualTo("bob");
    }

    @Test
    void shouldLetAnotherHeloClaimAConnectionThatTheFirstWasNotFor() {
        queue.enter(here, "ann");
        queue.enter(here, "bob");
        queue.claim(here);

        queue.unclaim(here, "bob");
        assertThat(queue.claim(here)).isNull();
        queue.unclaim(here, "ann");
        assertThat(queue.claim(here)).isEqualTo("ann");
        queue.unclaim(elsewhere, "ann");
    }

    @Test
    void shouldTakeAnIpv4AddressWithinIpv6ForThatIpv4Address() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
        InetAddress ipv6 = Inet6Address.getByAddress("", mapped, -1);

        assertThat(ipv6).isNotEqualTo(here);
        assertThat(Addresses.ip(new InetSocketAddress(ipv6, 7))).isEqualTo(here);
    }
}
