package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.BindFailedException;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.WrongProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> failures() {
        SessionClosed lost = new SessionClosed(CloseCause.CONNECTION_LOST, SessionClosed.Initiator.NETWORK, "");
        return Stream.of(
                Arguments.of(new UsageException("x", new IllegalArgumentException()), "usage", 2),
                Arguments.of(new PeerUnreachableException("x", null), "unreachable", 3),
                Arguments.of(new WrongProtocolException("x"), "wrong_protocol", 3),
                Arguments.of(new PeerRefusedException(RefusalCode.BUSY, Duration.ZERO, "x"), "refused", 4),
                Arguments.of(new BindFailedException("x", null), "bind_failed", 1),
                Arguments.of(new SendRefusedException(SendRefusedException.Reason.UDP_NOT_UP, "x"), "udp_not_up", 1),
                Arguments.of(new JournalException(JournalException.Reason.IN_USE, "x", null), "outbox_in_use", 1),
                Arguments.of(new SessionClosedException(lost, true), "unknown_fate", 1),
                Arguments.of(new SessionClosedException(lost, false), "not_sent", 1),
                Arguments.of(new TransferException(TransferFault.DECLINED, "x"), "file_declined", 4),
                Arguments.of(new TransferException(TransferFault.NO_SPACE, "x"), "file_no_space", 1),
                Arguments.of(new UncheckedIOException("x", new IOException()), "storage", 1),
                Arguments.of(new DemoException("x"), "demo_failed", 1),
                Arguments.of(new IllegalStateException("x"), "internal", 1));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldNameAFailureAndItsExitCode(RuntimeException thrown, String code, int exitCode) {
        Failure failure = Failure.of(thrown);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThat(failure.text()).contains(String.valueOf(thrown.getMessage()));
        assertThat(Failure.of(new CompletionException(thrown))).isEqualTo(failure);
    }

    @Test
    void shouldNotLetARefusalReachTheTerminalAsItIs() {
        assertThat(Failure.of(new PeerRefusedException(RefusalCode.BUSY, Duration.ZERO, "a\u001b[2Jb\n"))
                        .text())
                .contains("a\\u{1b}[2Jb\\u{a}");
    }
}
