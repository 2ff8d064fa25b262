package io.framefarm.training.stage;

import io.framefarm.training.network.Vae.Posterior;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;

/**
 * The decoder alone, as Stable Diffusion's later autoencoders (ft-EMA, ft-MSE) were refined: the encoder stays, and with
 * it the latents that the other networks have learnt.
 */
public final class TrainDecoder extends PixelStage {
    public static final String NAME = "decoder";

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
    Loss regularised(Loss reconstruction, Posterior posterior) {
        return reconstruction;
    }
}
