package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.ChangePriority;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.RequeueSegment;
import io.framefarm.protocol.v1.Resume;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs in any order, repeated, late, forged and nonsensical, with restarts between them. */
class StormTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 300;
    private static final String[] WORKERS = {"w1", "w2", "w3"};

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000})
    void nothingIsLostOrDoubledWhateverComes(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + HISTORIES; seed++) {
            FarmFixture farm = new FarmFixture();
            RandomGenerator random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                anything(farm, random);
                assertThat(farm.load().inFlightSegments().getOrDefault(FarmFixture.POOL, 0))
                        .as("seed %d, step %d: in flight", seed, step)
                        .isLessThanOrEqualTo(2 * WORKERS.length);
            }
            finish(farm);
            check(farm, seed);
        }
    }

    private static void anything(FarmFixture farm, RandomGenerator random) {
        String id = "r" + random.nextInt(6);
        switch (random.nextInt(14)) {
            case 0 -> farm.submit(id, "p" + random.nextInt(3), random.nextInt(70));
            case 1 -> farm.worker(WORKERS);
            case 2 -> farm.command(id, command(random));
            case 3 -> farm.pass(Duration.ofMillis(random.nextInt(30_000)));
            case 4 -> farm.restart();
            case 5 -> farm.event(nonsense(id, random));
            case 6 -> farm.videoReady(id, 1);
            default -> ofSomeJob(farm, random);
        }
    }

    private static RenderCommand.Builder command(RandomGenerator random) {
        RenderCommand.Builder command = RenderCommand.newBuilder();
        return switch (random.nextInt(8)) {
            case 0 -> command.setCancel(Cancel.getDefaultInstance());
            case 1 -> command.setPause(Pause.getDefaultInstance());
            case 2, 3 -> command.setResume(Resume.getDefaultInstance());
            case 4 -> command.setChangePriority(ChangePriority.newBuilder().setPriority(random.nextInt(-200, 200)));
            default ->
                command.setRequeueSegment(RequeueSegment.newBuilder()
                        .setShot(random.nextInt(-1, 2))
                        .setSegment(random.nextInt(-1, 6)));
        };
    }

    private static FarmEvent.Builder nonsense(String id, RandomGenerator random) {
        return FarmEvent.newBuilder()
                .setSegmentRendered(SegmentRendered.newBuilder()
                        .setRef(SegmentRef.newBuilder()
                                .setRenderId(random.nextBoolean() ? id : "")
                                .setShot(random.nextInt())
                                .setSegment(random.nextInt(3)))
                        .setAttempt(Attempt.newBuilder().setDispatch(random.nextInt())));
    }

    private static void ofSomeJob(FarmFixture farm, RandomGenerator random) {
        if (farm.jobs.isEmpty()) {
            return;
        }
        SegmentJob job = farm.jobs.get(random.nextInt(farm.jobs.size()));
        String worker = WORKERS[random.nextInt(WORKERS.length)];
        switch (random.nextInt(8)) {
            case 0, 1 -> farm.started(job, worker);
            case 2, 3, 4 -> farm.rendered(job, worker);
            case 5 -> {
                Category category = Category.forNumber(random.nextInt(5));
                farm.failed(job, worker, category, "STORM");
            }
            case 6 ->
                farm.step(new FarmInput.HeartbeatReceived(WorkerHeartbeat.newBuilder()
                        .setWorker(worker)
                        .setRendering(job.getRef())
                        .setAttempt(FarmFixture.attempt(job, worker))
                        .build()));
            default -> farm.step(new FarmInput.JobDeadLettered(job));
        }
    }

    /** From here on everything goes well. */
    private static void finish(FarmFixture farm) {
        for (int i = 0; i < 6; i++) {
            farm.command("r" + i, RenderCommand.newBuilder().setResume(Resume.getDefaultInstance()));
        }
        int answered = 0;
        for (int round = 0; round < 40; round++) {
            farm.pass(Duration.ofSeconds(9));
            farm.worker(WORKERS);
            while (answered < farm.jobs.size()) {
                farm.rendered(farm.jobs.get(answered++), "w1");
            }
        }
        for (int i = 0; i < 6; i++) {
            farm.videoReady("r" + i, 1);
        }
        farm.pass(Duration.ofSeconds(1));
    }

    private static void check(FarmFixture farm, long seed) {
        for (RenderStatus status : farm.statuses.values()) {
            assertThat(RenderPhase.of(status.getState()).ended())
                    .as("seed %d: %s", seed, status)
                    .isTrue();
        }
        Map<String, Integer> dispatches = new HashMap<>();
        for (SegmentJob job : farm.jobs) {
            Integer before = dispatches.put(FarmFixture.name(job.getRef()), job.getDispatch());
            assertThat(before == null ? 0 : before)
                    .as("seed %d: dispatch numbers of %s only grow", seed, FarmFixture.name(job.getRef()))
                    .isLessThan(job.getDispatch());
        }
        Map<String, Set<String>> won = new HashMap<>();
        for (AssemblyCommand command : farm.assembly) {
            Set<String> winners = won.computeIfAbsent(command.getRenderId(), any -> new HashSet<>());
            switch (command.getCommandCase()) {
                case PLAN, ABANDON -> winners.clear();
                case SEGMENT_WON ->
                    assertThat(winners.add(
                                    FarmFixture.name(command.getSegmentWon().getRef())))
                            .as(
                                    "seed %d: two winners of %s",
                                    seed, command.getSegmentWon().getRef())
                            .isTrue();
                case COMMAND_NOT_SET -> throw new AssertionError("an empty command");
            }
        }
    }
}
