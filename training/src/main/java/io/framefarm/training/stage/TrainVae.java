package io.framefarm.training.stage;

import io.framefarm.training.network.Vae.Posterior;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The autoencoder, first of all stages: pixels, edges and a latent distribution near the unit Gaussian. */
public final class TrainVae extends PixelStage {
    public static final String NAME = "vae";

    private static final double DIVERGENCE_SHARE = 1e-3;

    public TrainVae(DemoNetworks networks, Plan plan) {
        super(NAME, networks, plan);
    }

    public static Plan defaultPlan() {
        return new Plan(8_000, 6, 2e-3, 50, 0, 0.998);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return Parameters.initial(networks().vaeLayout(), random);
    }

    @Override
    Weights whole(Weights trained) {
        return trained;
    }

    @Override
    Loss regularised(Loss reconstruction, Posterior posterior) {
        Tensor divergence = divergence(posterior);
        Map<String, Double> parts = new HashMap<>(reconstruction.parts());
        parts.put("divergence", divergence.item_double());
        return new Loss(reconstruction.total().add(divergence.mul(new Scalar(DIVERGENCE_SHARE))), parts);
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
}
