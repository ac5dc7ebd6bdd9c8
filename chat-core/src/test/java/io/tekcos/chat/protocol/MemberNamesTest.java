package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are taken, and what becomes of them. */
class MemberNamesTest {

    private static final int MOST_BYTES = 128;

    private final MemberNames names = new MemberNames("host");

    @Test
    void shouldLeaveANameThatIsFreeAsItIs() {
        assertThat(names.take("Ada Lovelace ")).isEqualTo("Ada Lovelace ");
    }

    @Test
    void shouldCountThoseWhoWishForTheSame() {
        assertThat(names.take("ada")).isEqualTo("ada");
        assertThat(names.take("ada")).isEqualTo("ada-2");
        assertThat(names.take("ada")).isEqualTo("ada-3");
        assertThat(names.take("ben")).isEqualTo("ben");
    }

    @Test
    void shouldNeverGiveTheHostsNameAway() {
        assertThat(names.take("host")).isEqualTo("host-2");
        names.free("host-2");
        assertThat(names.take("HOST")).isEqualTo("HOST-3");
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, ADA",
        "'ada', ' ada '",
        "Bärbel, Ba\u0308rbel",
        "ada, \uff41\uff44\uff41", // full width
        "안녕, \u110b\u1161\u11ab\u1102\u1167\u11bc", // the same syllables, letter by letter
        "fix, \ufb01x", // a ligature
        "kelvin, \u212aelvin", // the sign for Kelvin
        "ada, a\u200dd\u200ba\u00ad", // joiner, space without width, hyphen that does not show
        "ada, ada\ufe0f", // a choice of look
        "ada, \u3164ada", // a filler
    })
    void shouldTakeForTheSameWhatLooksLikeIt(String first, String second) {
        assertThat(names.take(first)).isEqualTo(first);
        assertThat(names.take(second)).isEqualTo(second + "-2");
    }

    @ParameterizedTest
    @CsvSource({"ada, ad", "ada, a da", "ada, àda", "안녕, 안넝", "😀, 😁"})
    void shouldKeepApartWhatIsNotTheSame(String first, String second) {
        assertThat(names.take(first)).isEqualTo(first);
        assertThat(names.take(second)).isEqualTo(second);
    }

    @Test
    void shouldStepOverANumberThatSomebodyWishedFor() {
        assertThat(names.take("ada-2")).isEqualTo("ada-2");
        assertThat(names.take("ada")).isEqualTo("ada");
        assertThat(names.take("Ada")).isEqualTo("Ada-3");
        assertThat(names.take("ada-2")).isEqualTo("ada-2-2");
    }

    @Test
    void shouldGiveANameToTheNextWhenItIsFree() {
        names.take("ada");
        names.take("ada");
        names.free("ada");

        assertThat(names.take("Ada")).isEqualTo("Ada");
        assertThat(names.take("ada")).isEqualTo("ada-3");
        names.free("ada-2");
        assertThat(names.take("ada-2")).isEqualTo("ada-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "안", "😀", "x😀", "안x"})
    void shouldCutALongNameBetweenCharactersToMakeRoomForTheNumber(String part) {
        String longest = part.repeat(MOST_BYTES / part.getBytes(UTF_8).length);
        longest += "x".repeat(MOST_BYTES - longest.getBytes(UTF_8).length);
        assertThat(names.take(longest)).isEqualTo(longest);

        for (int number = 2; number <= 11; number++) {
            String name = names.take(longest);

            assertThat(Names.problem(name)).as(name).isNull();
            assertThat(name).endsWith("-" + number);
            String kept = name.substring(0, name.lastIndexOf('-'));
            assertThat(longest).startsWith(kept);
            String oneMore = longest.substring(0, longest.offsetByCodePoints(kept.length(), 1));
            assertThat((oneMore + "-" + number).getBytes(UTF_8)).hasSizeGreaterThan(MOST_BYTES);
        }
    }

    @Test
    void shouldGoOnCountingWhenTheNameItselfChangesHands() {
        names.take("ada");
        names.take("ada");
        names.take("ada");
        names.free("ada");
        names.free("ada-2");

        assertThat(names.take("ada")).isEqualTo("ada");
        assertThat(names.take("ada"))
                .as("found without a look at all that are taken")
                .isEqualTo("ada-4");
    }

    @Test
    void shouldCountFromTheBeginningWhenAllOfOneWishAreGone() {
        for (int i = 0; i < 3; i++) {
            names.take("ada");
        }
        names.free("ada-3");
        names.free("ada");
        names.free("ada-2");

        assertThat(names.take("ada")).isEqualTo("ada");
        assertThat(names.take("ada")).isEqualTo("ada-2");
    }

    /** Spaces at the ends, what nobody sees, a capital that is another letter at a word's end, accents, what unfolds to many. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada ",
                " ada",
                "\u3000ada\u3000",
                "a\u200dda\ufe0f",
                "\u039f\u0394\u039f\u03a3",
                "a\u0308",
                "\ufdfa",
                "\u1112\u1161"
            })
    void shouldKnowANameWithANumberForTheSameWhoeverWishesForIt(String wish) {
        names.take(wish);
        String numbered = names.take(wish);
        assertThat(numbered).isEqualTo(wish + "-2");

        assertThat(names.take(numbered)).isEqualTo(wish + "-2-2");
        names.free(numbered);
        assertThat(names.take(numbered)).isEqualTo(numbered);
    }

    @Test
    void shouldFindANameForManyOfTheSameWish() {
        for (int i = 0; i < 10_000; i++) {
            names.take("ada");
        }
        assertThat(names.take("ada")).isEqualTo("ada-10001");
    }
}
