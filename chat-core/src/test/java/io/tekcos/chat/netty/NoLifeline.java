package io.tekcos.chat.netty;

/** Of a session that ends with its connection. */
final class NoLifeline implements Lifeline {

    @Override
    public void onDetached(String why) {
        throw new AssertionError("a session that waits for nothing is detached");
    }

    @Override
    public void onEnded() {}
}
