package io.tekcos.chat.testing;

import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run of a test JVM in which a Netty buffer was lost. JUnit finds it as a service, before it loads a test
 * class, and closes the root store after the last one: an error there is an error of the whole engine, which Surefire
 * counts like that of a test. (What a launcher's listener throws is only logged.)
 */
public final class LeakGuard implements BeforeAllCallback {

    private final LeakRecorder recorder = LeakRecorder.install();

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable check = this::failOnLeaks;
        context.getRoot()
                .getStore(Namespace.create(LeakGuard.class))
                .getOrComputeIfAbsent(LeakGuard.class, key -> check);
    }

    private void failOnLeaks() throws InterruptedException {
        List<String> leaks = recorder.collect();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaked in this JVM:\n\n" + String.join("\n\n", leaks));
        }
    }
}
