package io.framefarm.worker.engine;

import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.noise.NoiseWindow;
import io.framefarm.worker.sampling.Sampler;

/** One recipe on its way through the stages; used once, by one thread. */
final class Rendering {

    private final Recipe recipe;
    private final ModelPack pack;
    private final BoundModel model;
    private final TensorCache cache;
    private final Cancellation cancellation;
    private final Stopwatch stopwatch;
    private final LatentShape shape;
    private final StopSignal stop;

    Rendering(
            Recipe recipe,
            ModelPack pack,
            BoundModel model,
            TensorCache cache,
            Cancellation cancellation,
            Stopwatch stopwatch) {
        this.recipe = recipe;
        this.pack = pack;
        this.model = model;
        this.cache = cache;
        this.cancellation = cancellation;
        this.stopwatch = stopwatch;
        this.shape = LatentShape.of(recipe, model.latentChannels());
        this.stop = reaction -> cancellation.onCancel(reaction)::close;
    }

    StageTimes render(RenderListener listener) {
        Sampler sampler = sampler();
        Conditioning conditioning = embed();
        float[] latent;
        try (UNetPrediction predict = unet(conditioning)) {
            Denoise denoise = new Denoise(sampler, noise(), predict);
            latent = stopwatch.measure(
                    Stage.DENOISE,
                    () -> denoise.run(cancellation, (done, sample) -> listener.stepDone(done, sampler.steps())));
        }
        try (DecodeFrames decode = vae()) {
            for (int i = 0; i < recipe.frames(); i++) {
                cancellation.check();
                int frame = i;
                stopwatch.measure(Stage.DECODE, () -> {
                    listener.frame(new Frame(recipe.firstFrame() + frame, decode.decode(latent, frame)));
                    return frame;
                });
            }
        }
        return stopwatch.times();
    }

    void prepare() {
        sampler();
        unet(embed()).close();
        vae().close();
    }

    private Conditioning embed() {
        return stopwatch.measure(Stage.EMBED, () -> Conditioning.of(recipe, new EmbedPrompt(model, cache, stop)));
    }

    private UNetPrediction unet(Conditioning conditioning) {
        return stopwatch.measure(
                Stage.BIND,
                () -> UNetPrediction.open(
                        model, shape, conditioning, recipe.sampling().guidance(), stop));
    }

    private DecodeFrames vae() {
        return stopwatch.measure(Stage.BIND, () -> new DecodeFrames(model, shape, stop));
    }

    private LatentNoise noise() {
        return LatentNoise.of(
                recipe.sampling().noise(),
                new NoiseWindow(
                        recipe.seed(),
                        recipe.shot(),
                        recipe.firstFrame(),
                        shape.frames(),
                        shape.channels(),
                        shape.height(),
                        shape.width()));
    }

    private Sampler sampler() {
        try {
            return pack.defaults()
                    .sampler()
                    .with(recipe.sampling().sampler())
                    .start(recipe.sampling().steps());
        } catch (IllegalArgumentException e) {
            throw new RenderException(Fault.USER, "SAMPLING_IMPOSSIBLE", String.valueOf(e.getMessage()), e);
        }
    }
}
