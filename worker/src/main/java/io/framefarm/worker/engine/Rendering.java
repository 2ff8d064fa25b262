package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.image.MatchColours;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.noise.NoiseWindow;
import io.framefarm.worker.sampling.Sampler;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One recipe on its way through the stages; used once, by one thread. */
final class Rendering {

    private final Recipe recipe;
    private final ModelPack pack;
    private final BoundModel model;
    private final TensorCache cache;
    private final Cancellation cancellation;
    private final Stopwatch stopwatch;
    private final LatentSketch sketch;
    private final LatentShape shape;
    private final StopSignal stop;

    Rendering(
            Recipe recipe,
            ModelPack pack,
            BoundModel model,
            TensorCache cache,
            Cancellation cancellation,
            Stopwatch stopwatch,
            LatentSketch sketch) {
        this.recipe = recipe;
        this.pack = pack;
        this.model = model;
        this.cache = cache;
        this.cancellation = cancellation;
        this.stopwatch = stopwatch;
        this.sketch = sketch;
        this.shape = LatentShape.of(recipe, model.latentChannels());
        this.stop = reaction -> cancellation.onCancel(reaction)::close;
    }

    StageTimes render(RenderListener listener) {
        float[] latent = sample(listener);
        if (recipe.part().keepsLatents()) {
            listener.latents(latent);
        }
        if (recipe.part().published().frames() > 0) {
            decode(latent, listener);
        }
        return stopwatch.times();
    }

    private float[] sample(RenderListener listener) {
        if (!recipe.part().samples()) {
            return new BlendLatents(shape, recipe.window()).blend(recipe.part().given());
        }
        Sampler sampler = sampler();
        int firstStep = firstStep(sampler);
        Conditioning conditioning = embed();
        int steps = recipe.part().steps(sampler.steps() - firstStep);
        Denoise.Steps heard = (done, sample, clean) -> {
            listener.stepDone(done, steps);
            draw(clean, listener);
        };
        if (WholeRun.suits(model, recipe, sampler)) {
            try (WholeRun run = wholeRun(conditioning, sampler)) {
                return stopwatch.measure(Stage.DENOISE, () -> run.run(noise(), heard));
            }
        }
        try (UNetPrediction predict = unet(conditioning, features())) {
            SamplePart part = new SamplePart(recipe, shape, sampler, noise(), predict);
            Optional<float[]> start = startLatent();
            return stopwatch.measure(
                    Stage.DENOISE,
                    () -> start.isPresent()
                            ? part.runFrom(firstStep, start.get(), cancellation, heard)
                            : part.run(cancellation, heard));
        }
    }

    private void draw(float[] clean, RenderListener listener) {
        if (listener.sketches()) {
            float[] middle = shape.frame(clean, shape.frames() / 2);
            sketch.draw(middle, shape.height(), shape.width()).ifPresent(listener::sketch);
        }
    }

    private void decode(float[] latent, RenderListener listener) {
        UnaryOperator<RgbFrame> finish = matchColours();
        FrameWindow published = recipe.part().published();
        try (DecodeFrames decode = decoder()) {
            for (int i = 0; i < published.frames(); i++) {
                cancellation.check();
                int frame = published.frame(i);
                boolean isFirst = i == 0;
                stopwatch.measure(Stage.DECODE, () -> {
                    RgbFrame image =
                            finish.apply(decode.decode(latent, recipe.window().place(frame)));
                    listener.frame(new Frame(frame, image));
                    if (isFirst && listener.sketches()) {
                        float[] first = shape.frame(latent, recipe.window().place(frame));
                        sketch.learn(first, shape.height(), shape.width(), image);
                    }
                    return frame;
                });
            }
        }
    }

    void prepare() {
        if (recipe.part().samples()) {
            Sampler sampler = sampler();
            firstStep(sampler);
            recipe.guides().start().ifPresent(start -> new EncodeFrames(model, shape, stop).close());
            if (WholeRun.suits(model, recipe, sampler)) {
                wholeRun(embed(), sampler).close();
            } else {
                unet(embed(), features()).close();
            }
        }
        if (recipe.part().published().frames() > 0) {
            decoder().close();
        }
    }

    private Conditioning embed() {
        return stopwatch.measure(Stage.EMBED, () -> Conditioning.of(recipe, new EmbedPrompt(model, cache, stop)));
    }

    private NamedTensors features() {
        return stopwatch.measure(
                Stage.EMBED,
                () -> beginning()
                        .map(latent -> ImageFeatures.of(model, shape, latent, motionScale(), stop))
                        .orElse(UNetPrediction.NO_FEATURES));
    }

    /** The latent of the image that the window begins with: a frame that it continues, or the shot's image. */
    private Optional<float[]> beginning() {
        if (recipe.part().continues() && pack.guides().imageEncoder().isPresent()) {
            return Optional.of(new BlendLatents(shape, recipe.window())
                    .frame(recipe.window().frame(0), recipe.part().given()));
        }
        return recipe.guides().image().map(image -> inputs().image(image.pixels()));
    }

    private float motionScale() {
        return recipe.guides()
                .image()
                .flatMap(SourceImage::motionScale)
                .orElse(pack.guides().motionScale());
    }

    private Optional<float[]> startLatent() {
        return recipe.guides()
                .start()
                .map(start -> stopwatch.measure(Stage.EMBED, () -> inputs().video(start.images())));
    }

    private InputLatents inputs() {
        return new InputLatents(model, shape, window(), stop);
    }

    private UnaryOperator<RgbFrame> matchColours() {
        return recipe.guides()
                .image()
                .filter(any -> pack.guides().matchColours())
                .<UnaryOperator<RgbFrame>>map(image -> new MatchColours(image.pixels())::apply)
                .orElse(UnaryOperator.identity());
    }

    private UNetPrediction unet(Conditioning conditioning, NamedTensors features) {
        return stopwatch.measure(
                Stage.BIND,
                () -> UNetPrediction.open(
                        model,
                        shape,
                        conditioning,
                        recipe.sampling().guidance(),
                        features,
                        recipe.guides().controls(),
                        stop));
    }

    private WholeRun wholeRun(Conditioning conditioning, Sampler sampler) {
        return stopwatch.measure(Stage.BIND, () -> WholeRun.open(model, shape, conditioning, sampler, stop));
    }

    private DecodeFrames decoder() {
        return stopwatch.measure(Stage.BIND, () -> new DecodeFrames(model, shape, recipe.draft(), stop));
    }

    private LatentNoise noise() {
        return LatentNoise.of(recipe.sampling().noise(), window());
    }

    private NoiseWindow window() {
        return new NoiseWindow(
                recipe.seed(),
                recipe.shot(),
                recipe.firstFrame(),
                shape.frames(),
                recipe.part().loopFrames(),
                recipe.part().sharesNoise(),
                shape.channels(),
                shape.height(),
                shape.width());
    }

    private int firstStep(Sampler sampler) {
        try {
            return recipe.guides()
                    .start()
                    .map(start -> start.firstStep(sampler.steps()))
                    .orElse(0);
        } catch (IllegalArgumentException e) {
            throw impossible(e);
        }
    }

    private Sampler sampler() {
        try {
            return pack.defaults()
                    .sampler()
                    .with(recipe.sampling().sampler())
                    .start(recipe.sampling().steps());
        } catch (IllegalArgumentException e) {
            throw impossible(e);
        }
    }

    private static RenderException impossible(IllegalArgumentException e) {
        return new RenderException(Fault.USER, "SAMPLING_IMPOSSIBLE", String.valueOf(e.getMessage()), e);
    }
}
