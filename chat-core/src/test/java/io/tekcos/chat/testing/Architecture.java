package io.tekcos.chat.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.nio.channels.Channel;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What the packages of chat-core may know of one another and of the world, every arrow pointing down:
 *
 * <pre>
 *   (root)                     +
 *   measure, discovery         +   neither one another nor the root
 *   netty                      +   the only exported one that shows Netty
 *   transfer                       files on a session's event loop
 *   source, folder                 what is sent, and what is received: files, but no network
 *   journal                        files, but no network, clock or thread
 *   protocol                       no channel, clock, thread or randomness of its own
 *   wire                           buffers at most
 *   file                       +   the vocabulary of transfers
 *   model                      +   java.base only
 * </pre>
 *
 * {@code +} is exported. A package that does not exist yet breaks no rule.
 *
 * @param root the package above; the tests of the rules apply them to another than the real one
 */
public record Architecture(String root) {

    /** The real one. */
    public static final Architecture CHAT = new Architecture("io.tekcos.chat");

    public ArchRule everyClassHasItsPlace() {
        return classes()
                .should()
                .resideInAnyPackage(packages(
                        "",
                        "measure",
                        "discovery",
                        "netty",
                        "transfer",
                        "source",
                        "folder",
                        "journal",
                        "protocol",
                        "wire",
                        "file",
                        "model"));
    }

    public ArchRule modelKnowsOnlyJava() {
        return only("model", packages("model"));
    }

    public ArchRule fileKnowsOnlyModel() {
        return only("file", packages("file", "model"));
    }

    public ArchRule wireKnowsOnlyModelAndBuffers() {
        return only("wire", and(packages("wire", "model"), "io.netty.buffer"));
    }

    public ArchRule protocolKnowsOnlyWireModelAndBuffers() {
        // javax.crypto, also a part of java.base, computes the proofs.
        return only("protocol", and(packages("protocol", "wire", "model"), "io.netty.buffer", "javax.crypto.."));
    }

    public ArchRule protocolIsGivenTimeAndChance() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages("protocol"))
                .should()
                .dependOnClassesThat(runOrTickOrRollDiceOrTransmit())
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .allowEmptyShould(true);
    }

    public ArchRule journalKnowsOnlyProtocolWireAndModel() {
        return only("journal", packages("journal", "protocol", "wire", "model"));
    }

    public ArchRule sourceAndFolderKnowOnlyFilesAndNotOneAnother() {
        return CompositeArchRule.of(only("source", packages("source", "file", "wire", "model")))
                .and(only("folder", packages("folder", "journal", "file", "wire", "model")));
    }

    public ArchRule transferKnowsNothingAbove() {
        return none("transfer", "", "measure", "discovery", "netty", "journal");
    }

    public ArchRule nettyKnowsNothingAbove() {
        return none("netty", "", "measure", "discovery");
    }

    public ArchRule featuresKnowNeitherOneAnotherNorTheRoot() {
        return CompositeArchRule.of(none("measure", "", "file", "discovery"))
                .and(none("discovery", "", "file", "measure"));
    }

    public ArchRule exportedSignaturesShowExportedTypes() {
        String[] exported = packages("", "file", "measure", "discovery", "netty", "model");
        return CompositeArchRule.of(classes()
                        .that()
                        .resideInAnyPackage(packages("", "file", "measure", "discovery", "model"))
                        .should(new ShowOnlyTypesOf(and(exported, "java..", "org.jspecify..")))
                        .allowEmptyShould(true))
                .and(classes()
                        .that()
                        .resideInAnyPackage(packages("netty"))
                        .should(new ShowOnlyTypesOf(and(exported, "java..", "org.jspecify..", "io.netty..")))
                        .allowEmptyShould(true));
    }

    /** For all code outside chat-core. */
    public ArchRule outsidersKnowOnlyWhatIsExported() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("transfer", "source", "folder", "journal", "protocol", "wire"));
    }

    private ArchRule only(String which, String[] allowed) {
        return classes()
                .that()
                .resideInAnyPackage(packages(which))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(allowed, "java..", "org.jspecify.."))
                .allowEmptyShould(true);
    }

    private ArchRule none(String which, String... forbidden) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(which))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> runOrTickOrRollDiceOrTransmit() {
        return Stream.of(
                        Thread.class,
                        Executor.class,
                        Timer.class,
                        Clock.class,
                        Random.class,
                        RandomGenerator.class,
                        Channel.class)
                .map(JavaClass.Predicates::assignableTo)
                .reduce(DescribedPredicate.alwaysFalse(), (some, more) -> some.or(more))
                .as("run, tick, roll dice or transmit");
    }

    /** The empty name stands for the root alone, without what is below it. */
    private String[] packages(String... names) {
        return Stream.of(names)
                .map(name -> name.isEmpty() ? root : root + "." + name + "..")
                .toArray(String[]::new);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
