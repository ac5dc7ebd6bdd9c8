package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Bytes32;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {

    private static final long EPOCH = SECONDS.toNanos(15);
    private static final long ID = 77;

    private final Cookies cookies = new Cookies(Keys.SECRET);
    private final InetSocketAddress address = address("192.168.0.7", 5000);

    @ParameterizedTest
    @ValueSource(strings = {"192.168.0.7", "fe80::1"})
    void shouldBeValidForWhomItWasIssued(String ip) {
        InetSocketAddress other = address(ip, 65535);

        assertThat(cookies.isValid(cookies.issue(ID, 0, other, 0), ID, 0, other, 0))
                .isTrue();
        assertThat(cookies.issue(ID, 0, other, 0)).isEqualTo(cookies.issue(ID, 0, other, 0));
    }

    @Test
    void shouldBeValidForNobodyElse() {
        Bytes32 cookie = cookies.issue(ID, 0, address, 0);

        assertThat(cookies.isValid(cookie, ID, 0, address("192.168.0.8", 5000), 0))
                .isFalse();
        assertThat(cookies.isValid(cookie, ID, 0, address("192.168.0.7", 5001), 0))
                .isFalse();
        assertThat(cookies.isValid(cookie, ID, 0, address("::192.168.0.7", 5000), 0))
                .isFalse();
        assertThat(cookies.isValid(cookie, ID + 1, 0, address, 0)).isFalse();
        assertThat(cookies.isValid(cookie, ID, 1, address, 0)).isFalse();
        assertThat(new Cookies(Keys.NONCE).isValid(cookie, ID, 0, address, 0)).isFalse();
        assertThat(cookies.isValid(Keys.NONCE, ID, 0, address, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, -1, -2, 1_000_000})
    void shouldExpireAtTheEndOfTheNextEpoch(long epoch) {
        long begin = epoch * EPOCH;
        Bytes32 first = cookies.issue(ID, 0, address, begin);
        Bytes32 last = cookies.issue(ID, 0, address, begin + EPOCH - 1);

        assertThat(last).isEqualTo(first);
        assertThat(cookies.isValid(first, ID, 0, address, begin + 2 * EPOCH - 1))
                .isTrue();
        assertThat(cookies.isValid(last, ID, 0, address, begin + 2 * EPOCH)).isFalse();
        assertThat(cookies.isValid(first, ID, 0, address, begin - 1)).isFalse();
    }

    @Test
    void shouldDifferFromEpochToEpoch() {
        assertThat(cookies.issue(ID, 0, address, 0)).isNotEqualTo(cookies.issue(ID, 0, address, EPOCH));
        assertThat(cookies.issue(ID, 0, address, 0)).isNotEqualTo(cookies.issue(ID, 0, address, -1));
    }

    private static InetSocketAddress address(String ip, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(ip), port);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
