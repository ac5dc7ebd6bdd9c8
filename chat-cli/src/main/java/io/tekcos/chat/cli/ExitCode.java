package io.tekcos.chat.cli;

/** What the program exits with; a signal adds its number to 128. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int REFUSED = 4;

    private ExitCode() {}
}
