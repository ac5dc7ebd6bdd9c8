package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.netty.Transport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests beside this one run on what they are meant to run on. */
class TransportTest {

    private static final String PLATFORM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

    @BeforeAll
    static void sayWhatTheTestsRunOn() {
        System.out.println("Transport on " + PLATFORM + ": " + Transport.best());
        for (Transport transport : Transport.values()) {
            if (transport.unavailability() != null) {
                System.out.println("NOT TESTED here: " + transport);
            }
        }
    }

    @Test
    void shouldBeEpollOnLinux() {
        assumeThat(PLATFORM).as("this rule is for Linux x86-64").isEqualTo("Linux amd64");
        assumeThat(System.getProperty(Transport.PROPERTY))
                .as("another transport was asked for")
                .isNull();

        assertThat(Transport.best()).isEqualTo(Transport.EPOLL);
        try (ChatServer server = Pair.serverBuilder().start()) {
            assertThat(server.transport()).isEqualTo(Transport.EPOLL);
        }
    }
}
