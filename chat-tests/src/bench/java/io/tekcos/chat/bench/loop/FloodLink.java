package io.tekcos.chat.bench.loop;

/** Two ends of which the far one echoes, and at its door a flood of connections that may not come in. */
public interface FloodLink extends RoundTripLink {

    /** The flood begins. */
    void beginFlood();

    /**
     * The flood is over.
     *
     * @return how many connections it had
     * @throws IllegalStateException unless the far end has counted all of them, each for what it was
     */
    long endFlood() throws Exception;
}
