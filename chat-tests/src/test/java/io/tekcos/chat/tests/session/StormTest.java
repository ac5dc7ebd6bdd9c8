package io.tekcos.chat.tests.session;

import io.tekcos.chat.model.Limits;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many sessions behind one address lose their connections at once, and all come back, although only a few may be in their
 * handshake at a time and the others hear that the server is busy.
 */
class StormTest {

    private static final int FEW = 100;
    private static final int MANY = 1_000;

    @Test
    void shouldAllComeBackWithTheirTextsWhenTheServerWasBusy() throws IOException {
        try (Storm storm = new Storm(Limits.builder().halfOpenPerAddress(4).build(), FEW)) {
            List<RawStream> inTheWay = storm.takeEveryPlace();
            storm.cut();
            Waiting.until("all were refused", () -> storm.busy() >= FEW);
            for (RawStream each : inTheWay) {
                each.close();
            }
            storm.shouldAllComeBackWithTheirTexts();
        }
    }

    @Test
    @Tag("soak")
    void shouldAllComeBackWithTheirTextsWhenAThousandStormTheDefaultLimits() throws IOException {
        try (Storm storm = new Storm(Limits.DEFAULTS, MANY)) {
            storm.cut();
            storm.shouldAllComeBackWithTheirTexts();
        }
    }
}
