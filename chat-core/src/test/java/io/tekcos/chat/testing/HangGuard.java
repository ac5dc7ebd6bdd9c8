package io.tekcos.chat.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ends a test JVM that runs longer than the system property {@code tests.timeoutSeconds} allows, and says what every
 * thread was doing. To Surefire that is a crash, which fails the build. JUnit finds it as a service.
 */
public final class HangGuard implements LauncherSessionListener {

    private @Nullable Thread watch;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Integer seconds = Integer.getInteger("tests.timeoutSeconds");
        if (seconds != null) {
            watch = new Thread(() -> haltAfter(Duration.ofSeconds(seconds)), "hang-guard");
            watch.setDaemon(true);
            watch.start();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (watch != null) {
            watch.interrupt();
        }
    }

    private static void haltAfter(Duration limit) {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException over) {
            return;
        }
        printThreads("This test JVM ran for more than " + limit.toSeconds() + " seconds.");
        Runtime.getRuntime().halt(1);
    }

    /** Not to System.err, which Surefire reads only while the JVM is in good order. */
    private static void printThreads(String headline) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println(headline);
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            err.println("\n\"" + thread.getName() + "\" " + thread.getState());
            for (StackTraceElement frame : stack) {
                err.println("    at " + frame);
            }
        });
    }
}
