package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Content;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class ChunkDigestsTest {

    private final ChunkSet unwanted = new ChunkSet(6);
    private final ChunkDigests digests = new ChunkDigests(new Content(TransferPair.chunks(5, 1)));

    @Test
    void shouldBeTheDigestOfTheDigestsInTheirOrderWhateverOrderTheyComeIn() throws Exception {
        digests.add(3, bytes(3, 4));
        digests.advance(unwanted);
        digests.add(1, bytes(1));
        digests.add(5, bytes(5));
        digests.add(0, bytes(0));
        digests.advance(unwanted);
        assertThat(digests.isComplete()).isFalse();
        digests.add(2, bytes(2));
        digests.advance(unwanted);

        assertThat(digests.isComplete()).isTrue();
        assertThat(digests.whole()).isEqualTo(sha256(bytes(0, 1, 2, 3, 4, 5))).isEqualTo(digests.whole());
    }

    @Test
    void shouldLeaveOutWhatIsUnwanted() throws Exception {
        unwanted.add(0);
        unwanted.add(4, 2);
        digests.add(0, bytes(0, 1, 2, 3));
        digests.advance(unwanted);

        assertThat(digests.isComplete()).isTrue();
        assertThat(digests.whole()).isEqualTo(sha256(bytes(1, 2, 3)));
    }

    @Test
    void shouldTakeWhatIsSaidAgainByAnotherConnection() throws Exception {
        digests.add(0, bytes(0));
        digests.add(4, bytes(4));
        digests.advance(unwanted);
        digests.forgetWaiting();
        digests.add(0, bytes(0, 1, 2));
        digests.advance(unwanted);
        assertThat(digests.isComplete()).isFalse();
        digests.add(3, bytes(3, 4, 5));
        digests.advance(unwanted);

        assertThat(digests.whole()).isEqualTo(sha256(bytes(0, 1, 2, 3, 4, 5)));
    }

    @Test
    void shouldNotCountAChunkTwiceThatIsSentAgain() throws Exception {
        digests.add(0, bytes(0));
        digests.advance(unwanted);
        digests.add(0, bytes(0));
        digests.advance(unwanted);
        digests.add(1, bytes(1, 2, 3, 4, 5));
        digests.advance(unwanted);

        assertThat(digests.whole()).isEqualTo(sha256(bytes(0, 1, 2, 3, 4, 5)));
    }

    @Test
    void shouldBeCompleteAtOnceWhenThereIsNothing() throws Exception {
        ChunkDigests none = new ChunkDigests(new Content(0));

        assertThat(none.isComplete()).isTrue();
        assertThat(none.whole()).isEqualTo(sha256(new byte[0]));
    }

    private static byte[] bytes(int... numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number : numbers) {
            bytes.writeBytes(TransferPair.digestOf(number).toByteArray());
        }
        return bytes.toByteArray();
    }

    private static Bytes32 sha256(byte[] bytes) throws Exception {
        return Bytes32.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
