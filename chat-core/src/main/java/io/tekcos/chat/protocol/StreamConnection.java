package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;

/** What the bytes of a {@link SessionStream} go out by. */
public interface StreamConnection extends Outbound.SliceSink {

    /** Whether what is written now leaves soon. */
    boolean isWritable();

    /** Takes a frame that goes out with the next flush. */
    void write(Frame frame);

    /** Takes bytes of frames that go out with the next flush; they do not change any more. */
    @Override
    void accept(byte[] bytes, int offset, int length);

    void flush();

    /** Ends the output, after all that was written. */
    void shutOutput();

    /** Closes the connection, after all that was written. */
    void close();

    /** Closes the connection now. */
    void abort();

    /** Says a last word, reads nothing any more as frames, and closes. */
    void closeWith(Bye lastWord);
}
