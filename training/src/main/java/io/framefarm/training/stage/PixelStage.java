package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.Pixels;
import io.framefarm.training.network.Vae;
import io.framefarm.training.network.Vae.Posterior;
import io.framefarm.training.sheet.ContactSheet;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A stage of the autoencoder: pixels and edges of what goes through it shall come back. */
abstract class PixelStage implements Stage {
    private static final double EDGE_SHARE = 0.5;
    private static final double FRAMES_AT_FIRST = 0.2;
    private static final double FRAMES_AT_LAST = 0.6;
    private static final int SHEET_ROWS = 10;

    private final String name;
    private final DemoNetworks networks;
    private final Plan plan;
    private final FramePatches patches = new FramePatches();

    PixelStage(String name, DemoNetworks networks, Plan plan) {
        this.name = name;
        this.networks = networks;
        this.plan = plan;
    }

    /** The whole autoencoder. */
    abstract Weights whole(Weights trained);

    /** The loss with what the stage asks of the latents. */
    abstract Loss regularised(Loss reconstruction, Posterior posterior);

    /** What the decoder is given for these latents, [n, 4, h, w]. */
    Tensor asGenerated(Tensor latents, RandomGenerator random) {
        return latents;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Plan plan() {
        return plan;
    }

    final DemoNetworks networks() {
        return networks;
    }

    @Override
    public final Loss loss(Weights trained, Step step) {
        double share = FRAMES_AT_FIRST + (FRAMES_AT_LAST - FRAMES_AT_FIRST) * step.progress();
        boolean frames = step.random().nextDouble() < share;
        FramePatches.Batch batch =
                frames ? patches.frames(step.batch(), step.random()) : patches.patches(step.batch(), step.random());
        Vae vae = networks.vae();
        Weights weights = whole(trained);
        Posterior posterior = vae.encode(weights, batch.pixels());
        Tensor deviation = posterior.logVariance().mul(new Scalar(0.5)).exp();
        Tensor latents = posterior.mean().add(deviation.mul(Noise.like(posterior.mean(), step.random())));
        Tensor error =
                vae.decode(weights, asGenerated(latents, step.random())).sub(batch.pixels()); // [n, 3, side, side]
        Tensor absolute = error.abs().mul(batch.emphasis()).mean();
        Tensor squared = error.square().mul(batch.emphasis()).mean();
        Tensor edges = slope(error, 2).abs().mean().add(slope(error, 3).abs().mean());
        String kind = frames ? "frame" : "patch";
        Loss reconstruction = new Loss(
                absolute.add(squared).add(edges.mul(new Scalar(EDGE_SHARE))),
                Map.of(
                        kind + "Absolute",
                        absolute.item_double(),
                        kind + "Squared",
                        error.square().mean().item_double()));
        return regularised(reconstruction, posterior);
    }

    /** The difference of neighbours along a dimension. */
    private static Tensor slope(Tensor x, long dimension) {
        long last = x.size(dimension) - 1;
        return x.narrow(dimension, 1, last).sub(x.narrow(dimension, 0, last));
    }

    /** Clips of held-out scenes, and beneath each what the autoencoder makes of it. */
    @Override
    public final void drawContactSheet(Weights average, Path png) throws IOException {
        int side = FramePatches.SIDE;
        ContactSheet sheet = new ContactSheet(side, side, 2);
        Renderer renderer = new Renderer(side, Renderer.FRAMES);
        RandomGenerator random = new SplittableRandom(7);
        for (int row = 0; row < SHEET_ROWS; row++) {
            Scene scene = SceneSampler.heldOut().draw(random);
            float[] clip = new float[Renderer.FRAMES * 3 * side * side];
            renderer.clipInto(scene, row, clip, 0);
            sheet.add(Pixels.bytes(clip, Renderer.FRAMES, side), 2, Grammar.canonical(scene));
            sheet.add(Pixels.bytes(reconstruct(whole(average), clip), Renderer.FRAMES, side), 2, "reconstructed");
        }
        sheet.write(png);
    }

    private float[] reconstruct(Weights weights, float[] clip) {
        int side = FramePatches.SIDE;
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor pixels = Floats.tensor(clip, Renderer.FRAMES, 3, side, side);
            Posterior posterior = networks.vae().encode(weights, pixels);
            return Floats.array(networks.vae().decode(weights, posterior.mean()));
        }));
    }
}
