package io.tekcos.chat.model;

/**
 * What became of a text that was sent.
 *
 * @param id the id its receiver sees as {@link Message#id()}
 * @param via the path it really took
 * @param status how much is known
 */
public record Receipt(long id, Via via, Status status) {

    /** How much is known of a text's fate. */
    public enum Status {
        /** The peer's listener has returned from it. */
        DELIVERED,
        /**
         * It was handed to the network; whether it arrives is not known. So it ends for every text by UDP, and for every text
         * to a {@linkplain Peer#seedPeer() seed peer}, which confirms nothing.
         */
        SENT
    }
}
