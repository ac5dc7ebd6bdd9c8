package io.tekcos.chat.testing;

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
import java.util.function.BiPredicate;
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

/**
 * Runs fuzz targets on nothing but the kept corpus, in copies of a package's classes that count what was reached.
 *
 * @param example a class of the package, whose other classes lie beside it
 * @param copied the packages whose classes are copied: that one, and those whose tests implement what is in it
 * @param isReading whether a method, of a class of this simple name, must be reached
 */
public record CorpusCoverage(Class<?> example, List<String> copied, BiPredicate<String, String> isReading) {

    /** The lines, with a branch that was not taken or not reached at all. */
    public List<String> missedBy(List<Class<?>> targets) throws Exception {
        IRuntime runtime = new LoggerRuntime();
        RuntimeData data = new RuntimeData();
        runtime.startup(data);
        Loader loader = new Loader(new Instrumenter(runtime), copied);
        for (Class<?> target : targets) {
            runOnCorpus(loader.loadClass(target.getName()));
        }
        ExecutionDataStore reached = new ExecutionDataStore();
        data.collect(reached, new SessionInfoStore(), false);
        runtime.shutdown();

        return missedLines(reached);
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
        Path folder = resource(target, target.getSimpleName() + "Inputs/" + method.getName());
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        assertThat(inputs).as("the corpus in %s", folder).isNotEmpty();
        return inputs;
    }

    private List<String> missedLines(ExecutionDataStore reached) throws Exception {
        CoverageBuilder coverage = new CoverageBuilder();
        Path classes = resource(example, "/" + example.getName().replace('.', '/') + ".class");
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

    private boolean isReading(IClassCoverage type, IMethodCoverage method) {
        String simpleName = type.getName().substring(type.getName().lastIndexOf('/') + 1);
        return isReading.test(simpleName, method.getName());
    }

    private static void addMissedLines(IClassCoverage type, IMethodCoverage method, List<String> missed) {
        for (int line = method.getFirstLine(); line <= method.getLastLine(); line++) {
            int status = method.getLine(line).getStatus();
            if (status == ICounter.NOT_COVERED || status == ICounter.PARTLY_COVERED) {
                missed.add(type.getSourceFileName() + ":" + line);
            }
        }
    }

    private static Path resource(Class<?> beside, String name) throws Exception {
        URL url = Objects.requireNonNull(beside.getResource(name), name);
        return Path.of(url.toURI());
    }

    /** Loads some packages' classes anew, instrumented. */
    private static final class Loader extends ClassLoader {

        private final Instrumenter instrumenter;
        private final List<String> packages;

        Loader(Instrumenter instrumenter, List<String> packages) {
            super(CorpusCoverage.class.getClassLoader());
            this.instrumenter = instrumenter;
            this.packages = packages;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
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
