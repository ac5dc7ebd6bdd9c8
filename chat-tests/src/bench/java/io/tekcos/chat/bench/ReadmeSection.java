package io.tekcos.chat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a README that is written by the benchmark alone, so that no figure in it is typed by hand. */
record ReadmeSection(Path readme) {

    private static final String BEGIN = "<!-- benchmark:begin -->";
    private static final String END = "<!-- benchmark:end -->";

    /** Looks for the markers now, for a run takes many minutes. */
    static ReadmeSection in(Path readme) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        if (begin < 0 || text.indexOf(END) < begin) {
            throw new WrongUsageException(readme + " lacks " + BEGIN + " and " + END);
        }
        return new ReadmeSection(readme);
    }

    void replaceBy(String markdown) throws IOException {
        String text = Files.readString(readme);
        String before = text.substring(0, text.indexOf(BEGIN));
        String after = text.substring(text.indexOf(END));
        Files.writeString(readme, before + BEGIN + "\n\n" + markdown + "\n" + after);
    }
}
