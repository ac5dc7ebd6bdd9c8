package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.IMethodCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.api.Test;

/**
 * Runs the fuzz targets on nothing but the kept corpus, in copies of this package's classes that count what was reached. A
 * reader that is added without an example for the corpus fails here.
 */
class FuzzCorpusTest {

    private static final List<Class<?>> TARGETS =
            List.of(FrameParserFuzzTest.class, DatagramFuzzTest.class, Utf8FuzzTest.class);

    /** Classes that do nothing but parse. Of all others only the methods count that are named after reading. */
    private static final Set<String> PARSERS =
            Set.of("FrameParser", "WireReader", "Stranger", "Extensions", "Names", "Utf8");

    @Test
    void shouldReachEveryLineAndBranchThatReads() throws Exception {
        IRuntime runtime = new LoggerRuntime();
        RuntimeData data = new RuntimeData();
        runtime.startup(data);
        Loader loader = new Loader(new Instrumenter(runtime));
        for (Class<?> target : TARGETS) {
            runOnCorpus(loader.loadClass(target.getName()));
        }
        ExecutionDataStore reached = new ExecutionDataStore();
        data.collect(reached, new SessionInfoStore(), false);
        runtime.shutdown();

        assertThat(missedLines(reached)).isEmpty();
    }

    private static void runOnCorpus(Class<?> target) throws Exception {
        Constructor<?> constructor = target.getDeclaredConstructor();
        constructor.setAccessible(true);
        for (Method method : target.getDeclaredMethods()) {
            if (method.isAnnotationPresent(FuzzTest.class)) {
                method.setAccessible(true);
                for (byte[] input : corpus(target, method)) {
                    method.invoke(constructor.newInstance(), (Object) input);
                }
            }
        }
    }

    private static List<byte[]> corpus(Class<?> target, Method method) throws Exception {
        Path folder = resource(target.getSimpleName() + "Inputs/" + method.getName());
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        assertThat(inputs).as("the corpus in %s", folder).isNotEmpty();
        return inputs;
    }

    private static List<String> missedLines(ExecutionDataStore reached) throws Exception {
        CoverageBuilder coverage = new CoverageBuilder();
        Path classes = resource("/" + WireReader.class.getName().replace('.', '/') + ".class");
        new Analyzer(reached, coverage)
                .analyzeAll(Objects.requireNonNull(classes.getParent()).toFile());
        List<String> missed = new ArrayList<>();
        for (IClassCoverage type : coverage.getClasses()) {
            for (IMethodCoverage method : type.getMethods()) {
                if (isReading(type, method)) {
                    addMissedLines(type, method, missed);
                }
            }
        }
        return missed;
    }

    private static boolean isReading(IClassCoverage type, IMethodCoverage method) {
        String simpleName = type.getName().substring(type.getName().lastIndexOf('/') + 1);
        return method.getName().startsWith("read") || PARSERS.contains(simpleName);
    }

    private static void addMissedLines(IClassCoverage type, IMethodCoverage method, List<String> missed) {
        for (int line = method.getFirstLine(); line <= method.getLastLine(); line++) {
            int status = method.getLine(line).getStatus();
            if (status == ICounter.NOT_COVERED || status == ICounter.PARTLY_COVERED) {
                missed.add(type.getSourceFileName() + ":" + line);
            }
        }
    }

    private static Path resource(String name) throws Exception {
        URL url = Objects.requireNonNull(FuzzCorpusTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    /** Loads this package's classes anew, instrumented. */
    private static final class Loader extends ClassLoader {

        private final Instrumenter instrumenter;

        Loader(Instrumenter instrumenter) {
            super(FuzzCorpusTest.class.getClassLoader());
            this.instrumenter = instrumenter;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(FuzzCorpusTest.class.getPackageName() + ".")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(file), file)) {
                byte[] bytes = instrumenter.instrument(in, name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
