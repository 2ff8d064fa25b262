package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.plan.PlannedSegment;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.RenderWork;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fused shots on workers that are simulated: what they make is a hash of all that went into it, and the time they need is
 * that of the planned work. A worker that is killed is replaced at once, and the broker delivers its job again.
 */
class WavefrontTest {

    private static final int STEPS = 4;

    @Test
    void fourWorkersAreNearlyFourTimesAsFastAsOne() {
        Wave one = new Wave(256, 1, 0, 1);
        Wave four = new Wave(256, 4, 0, 1);

        assertThat(one.run() / four.run()).isGreaterThan(3.4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void workersKilledAtRandomChangeNoFrameAndCostOneStepEach(long seed) {
        Wave undisturbed = new Wave(100, 1, 0, seed);
        undisturbed.run();
        for (int workers : new int[] {1, 2, 4}) {
            Wave killed = new Wave(100, workers, 0.3, seed);
            killed.run();

            assertThat(killed.kills).isPositive();
            assertThat(killed.frames).isEqualTo(undisturbed.frames).hasSize(100);
            assertThat(killed.started - undisturbed.started).isEqualTo(killed.kills);
        }
    }

    @Test
    void aThousandFramesNeedTheLatentsOfAFewWindowsAtATime() {
        Wave wave = new Wave(1000, 4, 0, 1);
        wave.run();

        assertThat(wave.frames).hasSize(1000);
        assertThat(wave.started).isEqualTo(398);
        assertThat(wave.mostLatentsInUse).isLessThan(40);
    }

    /** One render from submission to its last frame. */
    private static final class Wave {
        private final FarmFixture farm = new FarmFixture();
        private final SplittableRandom random;
        private final double killed;
        private final int workers;
        private final RenderPlan plan;
        private final Deque<Delivery> broker = new ArrayDeque<>();
        private final PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingDouble(Busy::until));
        private final Set<Integer> done = new HashSet<>();
        private int jobsSeen;
        private int names;

        final TreeMap<Integer, ByteString> frames = new TreeMap<>();
        int started;
        int kills;
        int mostLatentsInUse;

        private record Delivery(SegmentJob job, int count) {}

        private record Busy(Delivery delivery, Attempt attempt, double until, boolean dies) {}

        Wave(int frames, int workers, double killed, long seed) {
            this.workers = workers;
            this.killed = killed;
            this.random = new SplittableRandom(seed);
            for (int i = 0; i < workers; i++) {
                farm.worker("w" + names++);
            }
            farm.submit(
                    "r1",
                    FarmFixture.request("p", frames)
                            .setContinuity(Continuity.CONTINUITY_FUSED)
                            .setSampling(Sampling.newBuilder().setSteps(STEPS))
                            .build());
            plan = farm.plan("r1");
        }

        /** Returns the time that it took. */
        double run() {
            double now = 0;
            while (true) {
                while (jobsSeen < farm.jobs.size()) {
                    broker.add(new Delivery(farm.jobs.get(jobsSeen++), 1));
                }
                while (busy.size() < workers && !broker.isEmpty()) {
                    begin(broker.removeFirst(), now);
                }
                if (busy.isEmpty()) {
                    break;
                }
                Busy next = busy.remove();
                now = next.until();
                end(next);
            }
            assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
            return now;
        }

        private void begin(Delivery delivery, double now) {
            Attempt attempt = Attempt.newBuilder()
                    .setDispatch(delivery.job().getDispatch())
                    .setDelivery(delivery.count())
                    .setWorker("w" + names++)
                    .setRun(1)
                    .build();
            started++;
            farm.started(delivery.job(), attempt);
            boolean dies = random.nextDouble() < killed;
            double time = work(delivery.job().getRecipe()) * (dies ? random.nextDouble() : 1);
            busy.add(new Busy(delivery, attempt, now + time, dies));
        }

        private void end(Busy ended) {
            if (ended.dies()) {
                kills++;
                broker.addFirst(
                        new Delivery(ended.delivery().job(), ended.delivery().count() + 1));
                return;
            }
            Recipe recipe = ended.delivery().job().getRecipe();
            SegmentRendered.Builder result = SegmentRendered.newBuilder()
                    .setRef(ended.delivery().job().getRef())
                    .setAttempt(ended.attempt());
            ByteString made = hash(recipe, -1);
            for (int i = 0; i < recipe.getFrames(); i++) {
                int frame = recipe.getFirstFrame() + i;
                frames.put(frame, hash(recipe, frame));
                result.addFrames(FrameDigest.newBuilder().setFrame(frame).setSha256(frames.get(frame)));
            }
            if (recipe.getKeepsLatents()) {
                result.setLatents(LatentAddress.newBuilder().setSha256(made).setSizeBytes(1));
            }
            done.add(ended.delivery().job().getRef().getSegment());
            farm.event(FarmEvent.newBuilder().setSegmentRendered(result));
            mostLatentsInUse = Math.max(mostLatentsInUse, latentsInUse());
        }

        /** Of segments that are done, those that a segment needs which is not. */
        private int latentsInUse() {
            Set<Integer> needed = new HashSet<>();
            for (int i = 0; i < plan.segments(0); i++) {
                if (!done.contains(i)) {
                    needed.addAll(planned(i).needs());
                }
            }
            needed.retainAll(done);
            return needed.size();
        }

        private PlannedSegment planned(int number) {
            return plan.segment(0, number);
        }

        private static double work(Recipe recipe) {
            return RenderWork.of(new PlannedSegment(recipe), STEPS).units(1);
        }
    }

    private static ByteString hash(Recipe recipe, int frame) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(recipe.toByteArray());
            digest.update((byte) frame);
            digest.update((byte) (frame >> 8));
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
