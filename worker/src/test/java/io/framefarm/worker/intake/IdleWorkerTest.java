package io.framefarm.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.latents.HandLatents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A worker never stands still beside a job. The share consumer asks the broker once in a poll and sleeps through what
 * comes after that; with polls of half a second, workers stood still for most of it between two segments.
 */
class IdleWorkerTest {

    private static final Duration MOST_IDLE = Duration.ofMillis(25);
    private static final int JOBS = 300;
    private static final int LONGEST_GAP_MS = 700;

    private final SleepyBroker broker = new SleepyBroker();
    private final Intake intake = new Intake(
            "w1",
            1,
            new FakeRenderer(),
            slot -> broker.consumer(),
            slot -> new FakePublisher(),
            new HandLatents(TensorCache.NONE, new FakeLatentLog()),
            new RevokedRenders(100),
            new AllWorkerEvents(List.of()),
            System::nanoTime);

    @BeforeEach
    void start() {
        intake.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        intake.drain(Duration.ZERO);
    }

    @Test
    void aJobThatComesWhileItIsPolledForIsTakenAtOnceWheneverItComes() {
        await().until(() -> broker.waits().size() == JOBS);

        assertThat(broker.waits()).allMatch(wait -> wait.compareTo(MOST_IDLE) <= 0, "at most " + MOST_IDLE);
    }

    /** Time passes only while somebody polls in vain, and then for as long as was asked for. */
    private static final class SleepyBroker {
        private final Queue<Duration> arrivals = new ArrayDeque<>();
        private final List<Duration> waits = new ArrayList<>();
        private Duration now = Duration.ZERO;

        private SleepyBroker() {
            Random gaps = new Random(3);
            Duration arrival = Duration.ZERO;
            for (int i = 0; i < JOBS; i++) {
                arrival = arrival.plusMillis(gaps.nextInt(LONGEST_GAP_MS));
                arrivals.add(arrival);
            }
        }

        private synchronized List<Duration> waits() {
            return List.copyOf(waits);
        }

        private synchronized Optional<Delivery> poll(Duration timeout) {
            Duration next = arrivals.peek();
            if (next == null) {
                return Optional.empty();
            }
            if (next.compareTo(now) > 0) {
                now = now.plus(timeout);
                return Optional.empty();
            }
            arrivals.remove();
            waits.add(now.minus(next));
            SegmentRef ref =
                    SegmentRef.newBuilder().setRenderId("r" + waits.size()).build();
            return Optional.of(new Delivery(SegmentJob.newBuilder().setRef(ref).build(), 1));
        }

        private JobQueue consumer() {
            return new JobQueue() {
                @Override
                public Optional<Delivery> poll(Duration timeout) {
                    return SleepyBroker.this.poll(timeout);
                }

                @Override
                public Duration renewEvery() {
                    return Duration.ofMinutes(1);
                }

                @Override
                public boolean renew() {
                    return true;
                }

                @Override
                public void accept() {}

                @Override
                public void release() {}

                @Override
                public void close() {}
            };
        }
    }
}
