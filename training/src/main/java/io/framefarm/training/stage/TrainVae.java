package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.Pixels;
import io.framefarm.training.network.Vae;
import io.framefarm.training.network.Vae.Posterior;
import io.framefarm.training.sheet.ContactSheet;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
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

/** The autoencoder, first of all stages: pixels, edges and a latent distribution near the unit Gaussian. */
public final class TrainVae implements Stage {
    public static final String NAME = "vae";

    private static final double EDGE_SHARE = 0.5;
    private static final double DIVERGENCE_SHARE = 1e-3;
    private static final double FRAMES_AT_FIRST = 0.2;
    private static final double FRAMES_AT_LAST = 0.6;
    private static final int SHEET_ROWS = 10;

    private final DemoNetworks networks;
    private final Plan plan;
    private final FramePatches patches = new FramePatches();

    public TrainVae(DemoNetworks networks, Plan plan) {
        this.networks = networks;
        this.plan = plan;
    }

    public static Plan defaultPlan() {
        return new Plan(8_000, 6, 2e-3, 50, 0, 0.998);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return Parameters.initial(networks.vaeLayout(), random);
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        double share = FRAMES_AT_FIRST + (FRAMES_AT_LAST - FRAMES_AT_FIRST) * step.progress();
        boolean whole = step.random().nextDouble() < share;
        FramePatches.Batch batch =
                whole ? patches.frames(step.batch(), step.random()) : patches.patches(step.batch(), step.random());
        Vae vae = networks.vae();
        Posterior posterior = vae.encode(trained, batch.pixels());
        Tensor deviation = posterior.logVariance().mul(new Scalar(0.5)).exp();
        Tensor latents = posterior.mean().add(deviation.mul(Noise.like(posterior.mean(), step.random())));
        Tensor error = vae.decode(trained, latents).sub(batch.pixels()); // [n, 3, side, side]
        Tensor absolute = error.abs().mul(batch.emphasis()).mean();
        Tensor squared = error.square().mul(batch.emphasis()).mean();
        Tensor edges = slope(error, 2).abs().mean().add(slope(error, 3).abs().mean());
        Tensor divergence = divergence(posterior);
        Tensor total = absolute.add(squared)
                .add(edges.mul(new Scalar(EDGE_SHARE)))
                .add(divergence.mul(new Scalar(DIVERGENCE_SHARE)));
        String kind = whole ? "frame" : "patch";
        return new Loss(
                total,
                Map.of(
                        kind + "Absolute",
                        absolute.item_double(),
                        kind + "Squared",
                        error.square().mean().item_double(),
                        "divergence",
                        divergence.item_double()));
    }

    /** The Kullback-Leibler divergence of the latents from the unit Gaussian, a mean over their elements. */
    private static Tensor divergence(Posterior posterior) {
        return posterior
                .mean()
                .square()
                .add(posterior.logVariance().exp())
                .sub(posterior.logVariance())
                .mean()
                .sub(new Scalar(1.0))
                .mul(new Scalar(0.5));
    }

    /** The difference of neighbours along a dimension. */
    private static Tensor slope(Tensor x, long dimension) {
        long last = x.size(dimension) - 1;
        return x.narrow(dimension, 1, last).sub(x.narrow(dimension, 0, last));
    }

    /** Clips of held-out scenes, and beneath each what the autoencoder makes of it. */
    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        int side = FramePatches.SIDE;
        ContactSheet sheet = new ContactSheet(side, side, 2);
        Renderer renderer = new Renderer(side, Renderer.FRAMES);
        RandomGenerator random = new SplittableRandom(7);
        for (int row = 0; row < SHEET_ROWS; row++) {
            Scene scene = SceneSampler.heldOut().draw(random);
            float[] clip = new float[Renderer.FRAMES * 3 * side * side];
            renderer.clipInto(scene, row, clip, 0);
            sheet.add(Pixels.bytes(clip, Renderer.FRAMES, side), 2, Grammar.canonical(scene));
            sheet.add(Pixels.bytes(reconstruct(average, clip), Renderer.FRAMES, side), 2, "reconstructed");
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
