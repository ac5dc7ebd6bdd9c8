package io.tekcos.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codes of BYE and REFUSED. They are part of the protocol: a number here never changes its meaning. */
class CodesTest {

    @ParameterizedTest
    @CsvSource({
        "0, GOODBYE",
        "1, GOING_AWAY",
        "2, PROTOCOL_ERROR",
        "3, FRAME_LENGTH",
        "4, INVALID_TEXT",
        "5, WINDOW_EXCEEDED",
        "6, IMPOSSIBLE_POSITION",
        "7, INTERNAL_ERROR",
        "8, TOO_SLOW"
    })
    void shouldKnowEachCloseCause(int code, CloseCause cause) {
        assertThat(CloseCause.ofCode(code)).isEqualTo(cause);
        assertThat(cause.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 255, 65535, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldNotKnowACloseCauseFromTheFuture(int code) {
        assertThat(CloseCause.ofCode(code)).isEqualTo(CloseCause.UNRECOGNISED);
    }

    @ParameterizedTest
    @EnumSource(CloseCause.class)
    void shouldFindEveryCloseCauseThatTravels(CloseCause cause) {
        assertThat(CloseCause.ofCode(cause.code())).isEqualTo(cause.code() < 0 ? CloseCause.UNRECOGNISED : cause);
    }

    @ParameterizedTest
    @CsvSource({
        "1, BUSY",
        "2, VERSION",
        "3, MAGIC",
        "4, MALFORMED",
        "5, NAME",
        "6, EXISTS",
        "7, TOO_LATE",
        "8, GOING_AWAY",
        "9, ENDED",
        "10, UNKNOWN",
        "11, UNPROVEN",
        "12, SUPERSEDED",
        "13, IMPOSSIBLE_POSITION"
    })
    void shouldKnowEachRefusal(int code, RefusalCode refusal) {
        assertThat(RefusalCode.ofCode(code)).isEqualTo(refusal);
        assertThat(refusal.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14, 255, 65535, -1})
    void shouldNotKnowARefusalFromTheFuture(int code) {
        assertThat(RefusalCode.ofCode(code)).isEqualTo(RefusalCode.UNRECOGNISED);
    }

    @Test
    void shouldNeverSendACauseThatOnlyThisSideKnows() {
        assertThat(CloseCause.CONNECTION_LOST.code()).isNegative();
        assertThat(CloseCause.UNRECOGNISED.code()).isNegative();
    }
}
