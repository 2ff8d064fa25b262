package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.deploy.bench.RenderHere;
import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.Worker;
import io.framefarm.worker.WorkerConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.render.InputStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Segments that hand latents to each other, on the real broker. */
@Timeout(300)
class ContinuityIT {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    @Test
    void everyContinuityGivesOnAFarmOfTwoWorkersWhatItGivesInOneProcess() throws Exception {
        RenderRequest request = Requests.quick("tests", 28, 3).toBuilder()
                .setSampling(Sampling.newBuilder().setSteps(2))
                .clearShots()
                .addShots(shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(1))
                .addShots(shot(Continuity.CONTINUITY_FUSED, 20).setLoop(true))
                .addShots(shot(Continuity.CONTINUITY_CHAIN, 28))
                .build();
        List<RgbFrame> expected;
        try (WorkerEngine engine =
                new WorkerEngine(EngineConfig.of(TestFarm.PACKS, Optional.empty()), CacheEvents.IGNORED, CLOCK)) {
            expected = renderHere(request, engine.renderer(InputStore.NONE));
        }

        try (TestFarm farm = TestFarm.start(folder.resolve("data"), 2, TestFarm.engine())) {
            Path video = farm.render("continuous", request, folder);

            assertThat(Pictures.ofPngSequence(video).frames()).isEqualTo(expected);
        }
    }

    @Test
    void aLongFusedShotIsTheSameThoughWorkersComeAndGo() throws Exception {
        SimulatedRenderer renderer = new SimulatedRenderer(Duration.ofMillis(20));
        RenderRequest request = Requests.asPngSequence(RenderRequest.newBuilder()
                .setModel(SimulatedRenderer.PACK)
                .setWidth(64)
                .setHeight(64)
                .setSeed(3)
                .setSampling(Sampling.newBuilder().setSteps(4))
                .addShots(shot(Continuity.CONTINUITY_FUSED, 320))
                .build());
        List<RgbFrame> expected = renderHere(request, renderer);

        try (TestFarm farm = TestFarm.start(folder.resolve("data"), 2, (redis, inputs, closeLater) -> renderer)) {
            farm.submit("fused", request);
            for (int i = 0; i < 3; i++) {
                int rendered = 32 + 64 * i;
                try (Worker passing = startWorker(farm, "passing-" + i, renderer)) {
                    farm.await("fused", status -> status.getFramesRendered() >= rendered);
                    assertThat(passing.alive()).isTrue();
                }
            }
            Path video = farm.fetch(farm.awaitEnd("fused"), folder);

            assertThat(Pictures.ofPngSequence(video).frames()).isEqualTo(expected);
        }
    }

    /** Gives back what it has when it is closed. */
    private static Worker startWorker(TestFarm farm, String id, SegmentRenderer renderer) {
        WorkerConfig config = WorkerConfig.of(KafkaCluster.at(farm.bootstrap()), Topics.DEFAULT_POOL, id)
                .withDrainWithin(Duration.ZERO);
        Worker worker = new Worker(config, renderer, CLOCK);
        worker.start();
        return worker;
    }

    private static List<RgbFrame> renderHere(RenderRequest request, SegmentRenderer renderer) throws Exception {
        RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("here", request));
        List<RgbFrame> all = new ArrayList<>();
        for (int shot = 0; shot < plan.shots(); shot++) {
            TreeMap<Integer, RgbFrame> frames = new TreeMap<>();
            new RenderHere(renderer).render(plan, shot, frames::put);
            all.addAll(frames.values());
        }
        return all;
    }

    private static Shot.Builder shot(Continuity continuity, int frames) {
        return Shot.newBuilder()
                .setPrompt("a red circle")
                .setSeed(3)
                .setFrames(frames)
                .setContinuity(continuity);
    }
}
