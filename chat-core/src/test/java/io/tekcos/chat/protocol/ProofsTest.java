package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The known proofs were computed by other programs, over the same bytes. */
class ProofsTest {

    private static final long ID = 0x1122334455667788L;

    /** 40 41 ... 5f */
    private static final Bytes32 ACK_NONCE =
            Keys.bytes32("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");

    private static final SessionId SESSION = new SessionId(1, 2);
    private static final Resume RESUME = new Resume(1, SESSION, 3, Keys.NONCE, 4);
    private static final Resumed RESUMED = new Resumed(ID, 6, 7, "bob");
    private static final Attach ATTACH = new Attach(1, SESSION, new TransferId(3, 4), Keys.NONCE);
    private static final Epitaph EPITAPH = new Epitaph(6, true);

    private static final Bytes32 BIND = Proofs.bind(Keys.SECRET, ID, 2, Keys.NONCE);
    private static final Bytes32 OF_RESUME = prove(RESUME, Keys.SECRET, ACK_NONCE);
    private static final Bytes32 OF_RESUMED = prove(RESUMED, Keys.SECRET, ACK_NONCE, Keys.NONCE);
    private static final Bytes32 OF_EPITAPH = prove(EPITAPH, Keys.SECRET, ACK_NONCE, Keys.NONCE);

    private static final Bytes32 OF_ATTACH =
            Proofs.prove(ATTACH, Keys.SECRET, ACK_NONCE).proof();
    private static final Bytes32 OF_ATTACHED =
            Proofs.prove(new Attached(), Keys.SECRET, ACK_NONCE, Keys.NONCE).proof();

    static final List<Bytes32> OTHERS_THAN_BIND = List.of(
            Proofs.bind(Keys.NONCE, ID, 2, Keys.NONCE),
            Proofs.bind(Keys.SECRET, ID + 1, 2, Keys.NONCE),
            Proofs.bind(Keys.SECRET, ID, 3, Keys.NONCE),
            Proofs.bind(Keys.SECRET, ID, 2, Keys.SECRET));

    static final List<Bytes32> OTHERS_THAN_OF_RESUME = List.of(
            prove(RESUME, Keys.NONCE, ACK_NONCE),
            prove(RESUME, Keys.SECRET, Keys.NONCE),
            prove(new Resume(2, SESSION, 3, Keys.NONCE, 4), Keys.SECRET, ACK_NONCE),
            prove(new Resume(1, new SessionId(9, 2), 3, Keys.NONCE, 4), Keys.SECRET, ACK_NONCE),
            prove(new Resume(1, new SessionId(1, 9), 3, Keys.NONCE, 4), Keys.SECRET, ACK_NONCE),
            prove(new Resume(1, SESSION, 4, Keys.NONCE, 4), Keys.SECRET, ACK_NONCE),
            prove(new Resume(1, SESSION, 3, ACK_NONCE, 4), Keys.SECRET, ACK_NONCE),
            prove(new Resume(1, SESSION, 3, Keys.NONCE, 5), Keys.SECRET, ACK_NONCE));

    static final List<Bytes32> OTHERS_THAN_OF_RESUMED = List.of(
            prove(RESUMED, Keys.NONCE, ACK_NONCE, Keys.NONCE),
            prove(RESUMED, Keys.SECRET, Keys.NONCE, Keys.NONCE),
            prove(RESUMED, Keys.SECRET, ACK_NONCE, ACK_NONCE),
            prove(new Resumed(ID + 1, 6, 7, "bob"), Keys.SECRET, ACK_NONCE, Keys.NONCE),
            prove(new Resumed(ID, 7, 7, "bob"), Keys.SECRET, ACK_NONCE, Keys.NONCE),
            prove(new Resumed(ID, 6, 6, "bob"), Keys.SECRET, ACK_NONCE, Keys.NONCE),
            prove(new Resumed(ID, 6, 7, "bop"), Keys.SECRET, ACK_NONCE, Keys.NONCE));

    static final List<Bytes32> OTHERS_THAN_OF_EPITAPH = List.of(
            prove(EPITAPH, Keys.NONCE, ACK_NONCE, Keys.NONCE),
            prove(EPITAPH, Keys.SECRET, Keys.NONCE, Keys.NONCE),
            prove(EPITAPH, Keys.SECRET, ACK_NONCE, ACK_NONCE),
            prove(new Epitaph(7, true), Keys.SECRET, ACK_NONCE, Keys.NONCE),
            prove(new Epitaph(6, false), Keys.SECRET, ACK_NONCE, Keys.NONCE));

    @Test
    void shouldProveAsAnyOtherProgramWould() {
        assertThat(BIND).isEqualTo(Keys.bytes32("e48619b3319ac62aa01f999a2da74534eff9a8db3af6454acd538171257fc14a"));
        assertThat(OF_RESUME)
                .isEqualTo(Keys.bytes32("ff00a14f1d50467bdd033499999c3f53e81d83b8417e1b8b0a67a9a6285cdd71"));
        assertThat(OF_RESUMED)
                .isEqualTo(Keys.bytes32("658207d86c08230f0809073e374c7c836b867217438bb2e651c7d6bd632c3676"));
        assertThat(OF_ATTACH)
                .isEqualTo(Keys.bytes32("1f01a5451689cf27ae231602f60b898ac33ab6b0b2cc385bf82dcf02612c9bbd"));
        assertThat(OF_ATTACHED)
                .isEqualTo(Keys.bytes32("6d26e71bc3fe3bdb939d9819e03ca65fd7802a2ecde3bdc7a23fa9d9f0277705"));
        assertThat(OF_EPITAPH)
                .isEqualTo(Keys.bytes32("6ce52f19fb892d2a6e94807c0bded322ced7cb546ef16151152c8ade76674223"));
    }

    @ParameterizedTest
    @FieldSource("OTHERS_THAN_BIND")
    void shouldDependOnAllThatABindProves(Bytes32 other) {
        assertThat(other).isNotEqualTo(BIND);
    }

    @ParameterizedTest
    @FieldSource("OTHERS_THAN_OF_RESUME")
    void shouldDependOnAllThatAResumeProves(Bytes32 other) {
        assertThat(other).isNotEqualTo(OF_RESUME);
    }

    @ParameterizedTest
    @FieldSource("OTHERS_THAN_OF_RESUMED")
    void shouldDependOnAllThatAResumedProves(Bytes32 other) {
        assertThat(other).isNotEqualTo(OF_RESUMED);
    }

    @ParameterizedTest
    @FieldSource("OTHERS_THAN_OF_EPITAPH")
    void shouldDependOnAllThatAnEpitaphProves(Bytes32 other) {
        assertThat(other).isNotEqualTo(OF_EPITAPH);
    }

    @Test
    void shouldNotCoverAProofThatStoodThereBefore() {
        assertThat(Stream.of(RESUME, RESUME.withProof(Keys.SECRET))
                        .map(resume -> prove(resume, Keys.SECRET, ACK_NONCE)))
                .containsOnly(OF_RESUME);
    }

    private static Bytes32 prove(Resume resume, Bytes32 secret, Bytes32 ackNonce) {
        return Proofs.prove(resume, secret, ackNonce).proof();
    }

    private static Bytes32 prove(Resumed resumed, Bytes32 secret, Bytes32 ackNonce, Bytes32 resumeNonce) {
        return Proofs.prove(resumed, secret, ackNonce, resumeNonce).proof();
    }

    private static Bytes32 prove(Epitaph epitaph, Bytes32 secret, Bytes32 ackNonce, Bytes32 resumeNonce) {
        return Proofs.prove(epitaph, secret, ackNonce, resumeNonce).proof();
    }
}
