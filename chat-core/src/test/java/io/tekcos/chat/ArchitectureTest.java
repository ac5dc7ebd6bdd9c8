package io.tekcos.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tekcos.chat.testing.Architecture;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule holds in chat-core, and is broken by the classes in {@code testing.bad} that are there to break it. */
class ArchitectureTest {

    private static final String BAD = "io.tekcos.chat.testing.bad";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("io.tekcos.chat");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BAD);

    @ParameterizedTest
    @MethodSource("rules")
    void shouldHoldInChatCore(Rule rule) {
        rule.of().apply(Architecture.CHAT).check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldBeNoticedWhenBroken(Rule rule) {
        assertThat(brokenBy(rule.of())).contains(rule.broken());
    }

    @Test
    void shouldNoticeAnOutsiderThatKnowsMoreThanIsExported() {
        assertThat(brokenBy(Architecture::outsidersKnowOnlyWhatIsExported)).contains("elsewhere.Outsider");
    }

    @Test
    void shouldNotMindWhatNobodySeesNorNettyInItsPackage() {
        assertThat(brokenBy(Architecture::exportedSignaturesShowExportedTypes))
                .doesNotContain("Shows.unseen", "hiddenByItsOwner", "ShowsNetty");
    }

    private static String brokenBy(Function<Architecture, ArchRule> rule) {
        return String.join(
                "\n",
                rule.apply(new Architecture(BAD))
                        .evaluate(BROKEN)
                        .getFailureReport()
                        .getDetails());
    }

    static Stream<Rule> rules() {
        String frame = "(" + BAD + ".wire.BadFrame)";
        return Stream.of(
                rule("places", Architecture::everyClassHasItsPlace, "elsewhere.Outsider"),
                rule("model", Architecture::modelKnowsOnlyJava, "KnowsWire"),
                rule("wire", Architecture::wireKnowsOnlyModelAndBuffers, "KnowsChannel"),
                rule(
                        "protocol",
                        Architecture::protocolKnowsOnlyWireModelAndBuffers,
                        "netty.ShowsNetty",
                        "journal.KnowsNetty",
                        "org.slf4j.Logger"),
                rule(
                        "sans-IO",
                        Architecture::protocolIsGivenTimeAndChance,
                        "SecureRandom",
                        "ForkJoinPool",
                        "java.lang.Thread",
                        "UUID.randomUUID()",
                        "Instant.now()",
                        "System.nanoTime()",
                        "System.currentTimeMillis()",
                        "Math.random()",
                        "SocketChannel"),
                rule(
                        "journal",
                        Architecture::journalKnowsOnlyProtocolWireAndModel,
                        "netty.ShowsNetty",
                        "io.netty.buffer.ByteBuf"),
                rule("file", Architecture::fileKnowsOnlyModel, "measure.KnowsDiscovery"),
                rule(
                        "source and folder",
                        Architecture::sourceAndFolderKnowOnlyFilesAndNotOneAnother,
                        "source.KnowsFolder",
                        "folder.KnowsSource"),
                rule("transfer", Architecture::transferKnowsNothingAbove, "netty.ShowsNetty"),
                rule("netty", Architecture::nettyKnowsNothingAbove, "bad.Shows"),
                rule(
                        "features",
                        Architecture::featuresKnowNeitherOneAnotherNorTheRoot,
                        "measure.KnowsDiscovery",
                        "discovery.KnowsTop"),
                rule(
                        "exported",
                        Architecture::exportedSignaturesShowExportedTypes,
                        "Shows.IN_A_FIELD shows",
                        "Shows.<init>" + frame + " shows",
                        "Shows.inAResult() shows",
                        "Shows.inAParameter" + frame + " shows",
                        "Shows.inAnException() shows",
                        "Shows.inABound() shows",
                        "Shows.ofADependency(io.netty.buffer.ByteBuf) shows",
                        "HiddenParent.inherited" + frame + " shows",
                        "Shows$InAComponent.frame() shows",
                        "Shows$InASupertype shows",
                        "Shows$InATypeArgument shows",
                        "Shows$InAnAnnotation shows"));
    }

    private static Rule rule(String name, Function<Architecture, ArchRule> of, String... broken) {
        return new Rule(name, of, List.of(broken));
    }

    /** A rule, and what its report says of the classes that break it. */
    private record Rule(String name, Function<Architecture, ArchRule> of, List<String> broken) {
        @Override
        public String toString() {
            return name;
        }
    }
}
