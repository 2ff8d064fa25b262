package io.framefarm.training.stage;

import io.framefarm.training.network.Vae;
import io.framefarm.training.network.Vae.Posterior;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The decoder alone, as Stable Diffusion's later autoencoders (ft-EMA, ft-MSE) were refined: the encoder stays, and with
 * it the latents that the other networks have learnt.
 */
public final class TrainDecoder extends PixelStage {
    public static final String NAME = "decoder";

    /** Of the latents' own deviation: as far as what is sampled may be off. */
    private static final double MOST_NOISE = 0.2;

    private final Parameters vae;

    /** {@code vae} has normalised latents. */
    public TrainDecoder(DemoNetworks networks, Plan plan, Parameters vae) {
        super(NAME, networks, plan);
        this.vae = vae;
    }

    public static Plan defaultPlan() {
        return new Plan(3_000, 6, 1e-3, 50, 0, 0.998);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return Parameters.from(networks().decoderLayout(), vae.values());
    }

    @Override
    Weights whole(Weights decoder) {
        return name -> networks().decoderLayout().has(name) ? decoder.get(name) : vae.get(name);
    }

    @Override
    Tensor asGenerated(Tensor latents, RandomGenerator random) {
        double share = MOST_NOISE * random.nextDouble() / Vae.SCALING_FACTOR;
        return latents.add(Noise.like(latents, random).mul(new Scalar(share)));
    }

    @Override
    Loss regularised(Loss reconstruction, Posterior posterior) {
        return reconstruction;
    }
}
