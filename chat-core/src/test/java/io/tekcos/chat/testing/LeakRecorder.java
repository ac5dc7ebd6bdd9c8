package io.tekcos.chat.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers every leak that Netty's detectors find. It has to be installed before the first buffer class is loaded,
 * because Netty keeps the detector it gets then; {@link #collect()} notices when that came too late.
 */
final class LeakRecorder extends ResourceLeakDetectorFactory {

    private static final int COLLECTIONS = 100;
    private static final String CANARY = "a canary of LeakRecorder, ";

    private final Queue<Detector<?>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger canariesFound = new AtomicInteger();

    static LeakRecorder install() {
        LeakRecorder recorder = new LeakRecorder();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        setResourceLeakDetectorFactory(recorder);
        return recorder;
    }

    /**
     * Forces collections until all that leaked so far has been found.
     *
     * <p>A buffer leaked on purpose, the canary, shows when a collection has got through to the detector. There are
     * two: the JVM hands over what one collection found in any order, but all of it before the next one's.
     *
     * @return what leaked, each with where it was touched
     */
    List<String> collect() throws InterruptedException {
        awaitCanary(1);
        awaitCanary(2);
        return List.copyOf(leaks);
    }

    private void awaitCanary(int number) throws InterruptedException {
        leakCanary(number);
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(5);
            detectors.forEach(Detector::poll);
            if (canariesFound.get() >= number) {
                return;
            }
        }
        throw new AssertionError("Netty's leak detector is blind: a buffer leaked on purpose was not found");
    }

    /** In a method of its own, so that no frame holds the buffer any more. */
    private static void leakCanary(int number) {
        ByteBufAllocator.DEFAULT.buffer().touch(CANARY + number);
    }

    private void onLeak(String resourceType, String records) {
        if (records.contains(CANARY)) {
            canariesFound.incrementAndGet();
        } else {
            leaks.add(resourceType + " was not released." + records);
        }
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
        Detector<T> detector = new Detector<>(resource, samplingInterval);
        detectors.add(detector);
        return detector;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract there, and never called
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return newResourceLeakDetector(resource, samplingInterval);
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {

        private final Class<T> resource;

        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
            this.resource = resource;
        }

        /** A detector looks at what was collected only when it is given something new to track. */
        @SuppressWarnings("unchecked") // the detector never uses what it tracks as a T
        void poll() {
            T something = (T) new Object();
            ResourceLeakTracker<T> tracker = trackForcibly(something);
            tracker.close(something);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            onLeak(resource.getName(), records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            onLeak(resource.getName(), "");
        }
    }
}
