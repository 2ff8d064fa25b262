package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.worker.engine.Part.Way;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.BetaSchedule;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.sampling.SamplerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows that go on where another one ended. */
class ContinuedFramesTest {

    /** One value for each frame. */
    private static final LatentShape SHAPE = new LatentShape(1, 16, 1, 1);

    private final List<Step> steps = new ArrayList<>();
    private final List<float[]> seen = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();

    @Test
    void theStepThatWouldSeeNothingButNoiseIsLeftOut() {
        continued(SamplerKind.LCM, 4);

        assertThat(steps).extracting(Step::index).containsExactly(1, 2, 3);
        assertThat(told).containsExactly(2, 3, 4);
    }

    @Test
    void everyFrameStartsFromTheLastOneThatIsHeld() {
        continued(SamplerKind.LCM, 4);

        float[] start = seen.get(0);
        assertThat(start).doesNotContain(0);
        float[] noNoise = start.clone();
        for (int place = 0; place < noNoise.length; place++) {
            noNoise[place] -= zeroNoise().get(0)[place];
        }
        assertThat(noNoise[0]).isLessThan(noNoise[3]);
        for (int place = 4; place < noNoise.length; place++) {
            assertThat(noNoise[place]).isEqualTo(noNoise[3]);
        }
    }

    @Test
    void afterTheFirstStepFramesAreDrawnToTheHeldOnesTheMoreTheNearerTheyAre() {
        NearestFrames nearest = new NearestFrames(
                SHAPE, new FrameWindow(12, 16, 0), List.of(new GivenLatents(new FrameWindow(0, 16, 0), new float[16])));
        float[] clean = new float[16];
        Arrays.fill(clean, 6);

        nearest.draw(clean);

        assertThat(clean).containsExactly(new float[] {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6}, within(1e-5f));
    }

    @ParameterizedTest
    @EnumSource(
            value = SamplerKind.class,
            names = {"LCM", "DDIM", "EULER", "DPMPP_2M"})
    void heldFramesStayAsTheyAreWhateverTheSampler(SamplerKind sampler) {
        for (int count : new int[] {1, 2, 4, 25}) {
            float[] latent = continued(sampler, count);

            assertThat(Arrays.copyOf(latent, 4)).containsExactly(112, 113, 114, 115);
            for (float value : latent) {
                assertThat(value).isFinite();
            }
        }
    }

    /** What the network would be given if the held frames were black. */
    private List<float[]> zeroNoise() {
        List<float[]> inputs = new ArrayList<>();
        sample(SamplerKind.LCM, 4, 0, (step, latent) -> {
            inputs.add(latent.clone());
            return new float[latent.length];
        });
        return inputs;
    }

    private float[] continued(SamplerKind sampler, int count) {
        return sample(sampler, count, 1, (step, latent) -> {
            steps.add(step);
            seen.add(latent.clone());
            return new float[latent.length];
        });
    }

    /** Frames 12 to 27, of which the window before gives 12 to 15; each frame's value is its number and a hundred. */
    private float[] sample(SamplerKind kind, int count, float scale, PredictNoise network) {
        float[] given = new float[16];
        IntStream.range(0, 16).forEach(frame -> given[frame] = scale * (100 + frame));
        FrameWindow window = new FrameWindow(12, 16, 0);
        Part part = new Part(
                window, 0, Way.WHOLE, 0, true, false, List.of(new GivenLatents(new FrameWindow(0, 16, 0), given)));
        Recipe small = Recipes.small()
                .window(12, 16)
                .sampling(kind, count, 1, NoiseKind.PHILOX)
                .recipe();
        Recipe recipe = Recipes.of(small).part(part).recipe();
        LatentNoise noise = draw -> {
            float[] values = new float[16];
            Arrays.fill(values, 0.5f + draw);
            return values;
        };
        told.clear();
        return new SamplePart(
                        recipe,
                        SHAPE,
                        SamplerSettings.of(kind, BetaSchedule.ANIMATE_DIFF).start(count),
                        noise,
                        network)
                .run(new Cancellation(), (done, sample, clean) -> told.add(done));
    }
}
