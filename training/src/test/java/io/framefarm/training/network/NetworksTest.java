package io.framefarm.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameter;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final UNetConfig CONFIG = new UNetConfig(List.of(8, 8, 8, 8), 2, 2, 8);
    private static final int FRAMES = 3;

    private final ParameterLayout layout = new ParameterLayout();

    @Test
    void newMotionModulesLeaveTheFramesAsTheyAre() {
        MotionModules modules = new MotionModules(CONFIG, Scope.of(layout, ""));
        Parameters weights = Parameters.initial(layout, new SplittableRandom(1));
        float[] frames = noise(FRAMES * 8 * 2 * 2, 2);

        float[] result =
                compute(() -> modules.between(weights, FRAMES).at("mid_block.motion_modules.0", video(frames)));

        assertThat(result).containsExactly(frames);
    }

    @Test
    void trainedMotionModulesKnowTheOrderOfTheFrames() {
        MotionModules modules = new MotionModules(CONFIG, Scope.of(layout, ""));
        Parameters weights = allDrawn(3);
        float[] frame = noise(8 * 2 * 2, 2);
        float[] still = new float[FRAMES * frame.length];
        for (int i = 0; i < FRAMES; i++) {
            System.arraycopy(frame, 0, still, i * frame.length, frame.length);
        }

        float[] result = compute(() -> modules.between(weights, FRAMES).at("mid_block.motion_modules.0", video(still)));

        assertThat(Arrays.copyOfRange(result, 0, frame.length))
                .isNotEqualTo(Arrays.copyOfRange(result, frame.length, 2 * frame.length));
    }

    @Test
    void framesWithoutMotionModulesAreDenoisedOneByOne() {
        UNet unet = new UNet(CONFIG, Scope.of(layout, ""));
        Parameters weights = allDrawn(4);
        float[] latents = noise(2 * 4 * 8 * 8, 5);
        float[] text = noise(2 * 8, 6); // one caption of two words

        float[] together = compute(() -> predict(unet, weights, latents, text));
        float[] first = compute(() -> predict(unet, weights, Arrays.copyOf(latents, 4 * 8 * 8), text));

        assertThat(Arrays.copyOf(together, first.length))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(first);
    }

    @Test
    void aWordIsNotSeenByThoseBeforeIt() {
        TextEncoder encoder = new TextEncoder(new TextConfig(10, 4, 8, 2, 2), Scope.of(layout, ""));
        Parameters weights = allDrawn(7);

        float[] one = compute(() -> encoder.encode(weights, Floats.integers(new long[] {1, 2, 3, 4}, 1, 4)));
        float[] other = compute(() -> encoder.encode(weights, Floats.integers(new long[] {1, 2, 3, 9}, 1, 4)));

        assertThat(Arrays.copyOf(one, 24))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(Arrays.copyOf(other, 24));
        assertThat(Arrays.copyOfRange(one, 24, 32)).isNotEqualTo(Arrays.copyOfRange(other, 24, 32));
    }

    @Test
    void foldedStatisticsNormaliseTheLatentsAndKeepThePictures() {
        Vae vae = new Vae(new VaeConfig(List.of(8, 8, 8, 8), 1), Scope.of(layout, "vae"));
        Parameters weights = allDrawn(8);
        float[] pixels = noise(4 * 3 * 16 * 16, 9);
        float[] latents = encode(vae, weights, pixels);

        Parameters folded = LatentStatistics.of(latents, 2 * 2).foldInto(weights, "vae");

        LatentStatistics after = LatentStatistics.of(encode(vae, folded, pixels), 2 * 2);
        for (int channel = 0; channel < 4; channel++) {
            assertThat(after.mean()[channel]).isEqualTo(0, within(1e-4));
            assertThat(after.deviation()[channel]).isEqualTo(1 / Vae.SCALING_FACTOR, within(1e-2));
        }
        assertThat(reconstruct(vae, folded, pixels))
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(reconstruct(vae, weights, pixels));
    }

    @Test
    void aNewControlNetAddsNothingAndATrainedOneFollowsItsHint() {
        ParameterLayout controlLayout = new ParameterLayout();
        UNet unet = new UNet(CONFIG, Scope.of(layout, ""));
        ControlNet net = new ControlNet(CONFIG, Scope.of(controlLayout, ""));
        Parameters weights = allDrawn(4);
        Parameters fresh = Parameters.initial(controlLayout, new SplittableRandom(5));
        Parameters trained = allDrawn(controlLayout, 6);
        float[] latents = noise(2 * 4 * 8 * 8, 7);
        float[] text = noise(2 * 8, 8);
        float[] hint = noise(2 * 3 * 64 * 64, 9);
        float[] otherHint = noise(2 * 3 * 64 * 64, 10);

        float[] unguided = compute(() -> predict(unet, weights, latents, text));

        assertThat(controlled(unet, weights, net, fresh, latents, text, hint)).containsExactly(unguided);
        assertThat(controlled(unet, weights, net, trained, latents, text, hint))
                .isNotEqualTo(unguided)
                .isNotEqualTo(controlled(unet, weights, net, trained, latents, text, otherHint));
    }

    private static float[] controlled(
            UNet unet,
            Parameters weights,
            ControlNet net,
            Parameters own,
            float[] latents,
            float[] text,
            float[] hint) {
        return compute(() -> {
            Tensor x = Floats.tensor(latents, 2, 4, 8, 8);
            Tensor words = Floats.tensor(text, 1, 2, 8);
            Residuals residuals = net.residuals(own, x, new long[] {500}, words, Floats.tensor(hint, 2, 3, 64, 64));
            return unet.predictNoise(weights, x, new long[] {500}, words, BetweenFrames.NOTHING, residuals);
        });
    }

    @Test
    void imageFeaturesFitTheLevelsAndKnowTheFrames() {
        ImageEncoder encoder = new ImageEncoder(CONFIG, Scope.of(layout, ""));
        Parameters weights = allDrawn(4);
        float[] latent = noise(4 * 8 * 8, 5);

        TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            List<Tensor> features = encoder.features(weights, Floats.tensor(latent, 1, 4, 8, 8), FRAMES, 0.8);
            List<Tensor> still = encoder.features(weights, Floats.tensor(latent, 1, 4, 8, 8), FRAMES, 0);

            assertThat(features).hasSize(4);
            for (int level = 0; level < 4; level++) {
                assertThat(features.get(level).size(0)).isEqualTo(FRAMES);
                assertThat(features.get(level).size(2)).isEqualTo(8 >> level);
                float[] frames = Floats.array(features.get(level));
                float[] unmoved = Floats.array(still.get(level));
                int one = frames.length / FRAMES;
                assertThat(Arrays.copyOf(frames, one)).isNotEqualTo(Arrays.copyOfRange(frames, one, 2 * one));
                assertThat(Arrays.copyOf(unmoved, one)).isEqualTo(Arrays.copyOfRange(unmoved, one, 2 * one));
            }
            return true;
        }));
    }

    @Test
    void featuresAreAddedBehindTheLastLayerOfEachDownBlock() {
        TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor x = Floats.tensor(new float[] {1}, 1, 1, 1, 1);
            List<Tensor> features = List.of(x.add(x), x.add(x).add(x)); // 2 and 3
            BetweenFrames guided = ImageEncoder.guiding(features, BetweenFrames.NOTHING);

            assertThat(Floats.array(guided.at("down_blocks.0.motion_modules.0", x)))
                    .containsExactly(1);
            assertThat(Floats.array(guided.at("down_blocks.0.motion_modules.1", x)))
                    .containsExactly(3);
            assertThat(Floats.array(guided.at("down_blocks.1.motion_modules.1", x)))
                    .containsExactly(4);
            assertThat(Floats.array(guided.at("up_blocks.1.motion_modules.1", x)))
                    .containsExactly(1);
            return true;
        }));
    }

    private static Tensor predict(UNet unet, Parameters weights, float[] latents, float[] text) {
        Tensor x = Floats.tensor(latents, latents.length / 256, 4, 8, 8);
        return unet.predictNoise(weights, x, new long[] {500}, Floats.tensor(text, 1, 2, 8), BetweenFrames.NOTHING);
    }

    private static float[] encode(Vae vae, Parameters weights, float[] pixels) {
        return compute(
                () -> vae.encode(weights, Floats.tensor(pixels, 4, 3, 16, 16)).mean());
    }

    private static float[] reconstruct(Vae vae, Parameters weights, float[] pixels) {
        return compute(() -> vae.decode(
                weights,
                vae.encode(weights, Floats.tensor(pixels, 4, 3, 16, 16)).mean()));
    }

    /** Every weight drawn, those too that a new network leaves at zero. */
    private Parameters allDrawn(long seed) {
        return allDrawn(layout, seed);
    }

    private static Parameters allDrawn(ParameterLayout layout, long seed) {
        Parameters parameters = Parameters.zeros(layout);
        for (Parameter parameter : layout.parameters()) {
            float[] values = noise(
                    Math.toIntExact(parameter.elements()),
                    seed + parameter.name().hashCode());
            for (int i = 0; i < values.length; i++) {
                values[i] *= 0.3f;
            }
            parameters.set(parameter.name(), values);
        }
        return parameters;
    }

    private static Tensor video(float[] values) {
        return Floats.tensor(values, FRAMES, 8, 2, 2);
    }

    private static float[] compute(Supplier<Tensor> computation) {
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> Floats.array(computation.get())));
    }

    private static float[] noise(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
