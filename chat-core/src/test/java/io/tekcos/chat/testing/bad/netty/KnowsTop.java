package io.tekcos.chat.testing.bad.netty;

import io.tekcos.chat.testing.bad.Shows;
import io.tekcos.chat.testing.bad.file.KnowsMeasure;
import org.slf4j.Logger;

record KnowsTop(Shows top, KnowsMeasure file) {
    /** Public, and so are its signatures. */
    public abstract static class ShowsLogger {
        public abstract Logger hiddenByItsOwner();
    }
}
