package io.tekcos.chat.model;

import org.jspecify.annotations.Nullable;

/** What the library throws, or completes a future with, when something cannot be done. The message says what to do about it. */
public abstract sealed class ChatException extends RuntimeException
        permits BindFailedException,
                PeerUnreachableException,
                PeerRefusedException,
                WrongProtocolException,
                SendRefusedException,
                SessionClosedException,
                JournalException,
                TransferException {

    private static final long serialVersionUID = 1;

    ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
