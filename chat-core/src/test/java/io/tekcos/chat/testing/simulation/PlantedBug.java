package io.tekcos.chat.testing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.testing.simulation.UnifiedDiff.DoesNotApplyException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A kept patch that breaks the protocol's classes.
 *
 * @param file the patch; its first line says what is wrong
 */
record PlantedBug(Path file) {

    private static final String MODULE = "chat-core";
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path PATCHES = Path.of("src", "test", "planted");

    /** All of them, by their numbers. */
    static List<PlantedBug> all() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .map(PlantedBug::new)
                    .toList();
        }
    }

    /** What is wrong. */
    String comment() throws IOException {
        return Files.readAllLines(file, UTF_8).get(0);
    }

    /** The files as they are with the bug, by their paths in the module. */
    Map<Path, String> patched() throws IOException, DoesNotApplyException {
        UnifiedDiff diff = UnifiedDiff.parse(Files.readAllLines(file, UTF_8));
        Map<Path, String> patched = new HashMap<>();
        for (String name : diff.files()) {
            Path path = Path.of(MODULE).relativize(Path.of(name));
            List<String> lines = diff.apply(name, Files.readAllLines(path, UTF_8));
            patched.put(path, String.join("\n", lines) + "\n");
        }
        if (patched.isEmpty()) {
            throw new DoesNotApplyException("nothing is patched");
        }
        return patched;
    }

    /** Compiles the main sources, with the bug, from a directory into another. */
    void compile(Path sources, Path classes) throws IOException, DoesNotApplyException {
        List<Path> files = copyTo(sources);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean compiled = compiler.getTask(
                            output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new DoesNotApplyException("does not compile:\n" + output);
            }
        }
    }

    private List<Path> copyTo(Path sources) throws IOException, DoesNotApplyException {
        Map<Path, String> patched = patched();
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> all = Files.walk(SOURCES)) {
            for (Path original : (Iterable<Path>) all.filter(f -> f.toString().endsWith(".java"))::iterator) {
                Path copy = sources.resolve(original);
                Files.createDirectories(copy.getParent());
                String changed = patched.get(original);
                Files.writeString(copy, changed == null ? Files.readString(original, UTF_8) : changed, UTF_8);
                copies.add(copy);
            }
        }
        return copies;
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
