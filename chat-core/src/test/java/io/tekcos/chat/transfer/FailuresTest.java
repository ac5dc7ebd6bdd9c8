package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.OfferId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "DECLINED, /home/ann is mine",
        "NO_SPACE, ''",
        "STORAGE, ''",
        "BUSY, the same is being received already: try again later"
    })
    void shouldTellThePeerWhatIsForItsEars(TransferFault fault, String told) {
        OfferId id = new OfferId(new TransferId(1, 2), 3);

        assertThat(Failures.forPeer(new Cancel(id, fault, "/home/ann is mine"))).isEqualTo(new Cancel(id, fault, told));
    }
}
