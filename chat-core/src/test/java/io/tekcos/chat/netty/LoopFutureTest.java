package io.tekcos.chat.netty;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(30)
class LoopFutureTest {

    private final EventLoop loop = new DefaultEventLoop();
    private final LoopFuture<String> future = new LoopFuture<>(loop);

    @AfterEach
    void end() {
        future.complete("whoever waited on the loop against the rule goes on");
        loop.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldRefuseEveryWayOfWaitingOnItsLoop() throws Exception {
        shouldRefuseOnLoop(future::join);
        shouldRefuseOnLoop(future::get);
        shouldRefuseOnLoop(() -> future.get(1, SECONDS));
    }

    @Test
    void shouldRefuseTheSameOfEveryFutureDerivedFromIt() throws Exception {
        List<CompletableFuture<?>> derived = List.of(
                future.thenApply(String::length),
                future.thenAccept(value -> {}),
                future.thenCompose(CompletableFuture::completedFuture),
                future.exceptionally(why -> "x"),
                future.handle((value, why) -> value),
                future.whenComplete((value, why) -> {}),
                future.copy(),
                future.thenRun(() -> {}).thenRun(() -> {}),
                future.thenCombine(future, String::concat));
        for (CompletableFuture<?> each : derived) {
            shouldRefuseOnLoop(each::join);
        }
    }

    @Test
    void shouldGiveItsValueOnItsLoopWhenItIsThere() throws Exception {
        future.complete("value");

        assertThat(loop.submit(() -> future.join() + future.get() + future.get(1, SECONDS))
                        .get(10, SECONDS))
                .isEqualTo("valuevaluevalue");
    }

    @Test
    void shouldLetEveryOtherThreadWait() throws Exception {
        loop.execute(() -> future.complete("value"));

        assertThat(future.get(10, SECONDS)).isEqualTo("value");
        assertThat(future.join()).isEqualTo("value");
    }

    private void shouldRefuseOnLoop(Executable wait) throws Exception {
        loop.submit(() -> assertThatThrownBy(wait::execute)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("executor"))
                .get(10, SECONDS);
    }
}
