package io.tekcos.chat.testing.bad.protocol;

import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

final class OwnTimeAndChance {
    final SecureRandom random = new SecureRandom();
    final ForkJoinPool pool = ForkJoinPool.commonPool();
    final Thread thread = new Thread(() -> {});
    final UUID uuid = UUID.randomUUID();
    final Instant instant = Instant.now();
    final long nanos = System.nanoTime();
    final long millis = System.currentTimeMillis();
    final double real = Math.random();

    @Nullable
    SocketChannel channel;
}
