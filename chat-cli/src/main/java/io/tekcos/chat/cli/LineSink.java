package io.tekcos.chat.cli;

/** Where lines of output go. Any thread. */
interface LineSink {

    /** Shows a line, or several with breaks between them; returns when that is done. */
    void println(String line);
}
