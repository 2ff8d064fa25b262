package io.framefarm.worker.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.SegmentRenderer.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recipes that somebody has damaged on purpose: each is rendered, or fails with a reason; the worker goes on. */
@Timeout(180)
class DamagedJobsTest {

    private static final int MUTATIONS = 600;
    private static final int SEED = 5;
    private static final Progress IGNORED = new Progress() {
        @Override
        public void stepDone(int step, int steps) {}
    };

    private static final Recipe RECIPE = Recipe.newBuilder()
            .setModel("reference")
            .addLoras(LoraUse.newBuilder().setName("none").setScale(0.5f))
            .addPrompts(PromptAt.newBuilder().setPrompt("a cat"))
            .setSeed(7)
            .setFrames(1)
            .setWidth(64)
            .setHeight(64)
            .setSampling(Sampling.newBuilder().setSteps(1).setGuidance(1))
            .build();
    private static final Recipe GOOD = RECIPE.toBuilder().clearLoras().build();

    private static WorkerEngine engine;
    private static SegmentRenderer renderer;

    @BeforeAll
    static void start() {
        EngineConfig config = EngineConfig.of(Path.of("../deploy/packs"), Optional.empty());
        engine = new WorkerEngine(config, CacheEvents.IGNORED, InstantSource.system());
        renderer = engine.renderer(InputStore.NONE);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void eachIsRenderedOrFailsWithAReasonAndTheNextOneIsRendered() throws Exception {
        List<ByteString> before = pixels(GOOD);
        SplittableRandom random = new SplittableRandom(SEED);
        int rendered = 0;
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            Optional<Recipe> damaged = damage((i % 4 == 0 ? RECIPE : GOOD).toByteArray(), random);
            if (damaged.isPresent()) {
                try {
                    assertThat(pixels(damaged.get())).isNotNull();
                    rendered++;
                } catch (RenderFailure reason) {
                    reasons.add(reason.toMessage().getCode());
                }
            }
        }

        assertThat(rendered).isGreaterThan(MUTATIONS / 20);
        assertThat(reasons).hasSizeGreaterThan(MUTATIONS / 10).doesNotContain("RENDERER_FAULT", "OUT_OF_MEMORY");
        assertThat(pixels(GOOD)).isEqualTo(before);
    }

    private static List<ByteString> pixels(Recipe recipe) throws RenderFailure, RenderCancelled {
        return renderer.render(recipe, List.of(), IGNORED, new Cancellation()).frames().stream()
                .map(frame -> ByteString.copyFrom(frame.rgb()))
                .toList();
    }

    /** Empty if nobody could read it as a recipe any more. */
    private static Optional<Recipe> damage(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
        try {
            return Optional.of(Recipe.parseFrom(Arrays.copyOf(damaged, length)));
        } catch (InvalidProtocolBufferException unreadable) {
            return Optional.empty();
        }
    }
}
