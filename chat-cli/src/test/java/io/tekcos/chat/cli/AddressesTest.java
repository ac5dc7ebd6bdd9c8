package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "::",
                "1::",
                "2001:db8::1:0:0:1",
                "fe80::1",
                "1:2:3:4:5:6:7:8",
                "1:0:2::3",
                "1:2:0:4:5:6:7:8"
            })
    void shouldWriteAddressesInTheirShortForm(String address) throws UnknownHostException {
        assertThat(Addresses.describe(InetAddress.getByName(address))).isEqualTo(address);
    }

    @Test
    void shouldKeepAScope() throws UnknownHostException {
        byte[] octets = InetAddress.getByName("fe80::").getAddress();

        assertThat(Addresses.describe(Inet6Address.getByAddress("", octets, 7))).isEqualTo("fe80::%7");
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]:4000", "192.168.0.7, 192.168.0.7:4000"})
    void shouldTellAddressAndPortApart(String address, String described) {
        assertThat(Addresses.describe(new InetSocketAddress(address, 4000))).isEqualTo(described);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:14100, use 127.0.0.1 --tcp-port 14100",
        "[::1]:4000, use ::1 --tcp-port 4000",
        "host.example:80, use host.example --tcp-port 80",
        "'', HOST is empty",
        "' ', HOST is empty"
    })
    void shouldSayWhatToWriteForWhatIsNoHost(String host, String advice) {
        assertThatThrownBy(() -> Addresses.requireHost(host))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "[::1]", "fe80::1%lo", "2001:db8::1:4000", "host.example"})
    void shouldTakeAHost(String host) {
        assertThatCode(() -> Addresses.requireHost(host)).doesNotThrowAnyException();
    }
}
