package io.framefarm.training.stage;

import io.framefarm.training.data.Captions;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.network.BetweenFrames;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Weights;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Text encoder, UNet and motion modules together: captions and noisy latents to the noise in them. */
public record VideoModel(DemoNetworks networks, Captions captions) {
    /** [captions, words, width]. */
    Tensor encode(Weights weights, List<String> texts) {
        long[] ids = new long[texts.size() * Captions.WORDS];
        for (int i = 0; i < texts.size(); i++) {
            System.arraycopy(captions.tokens(texts.get(i)), 0, ids, i * Captions.WORDS, Captions.WORDS);
        }
        return networks.textEncoder().encode(weights, Floats.integers(ids, texts.size(), Captions.WORDS));
    }

    /**
     * The noise in latents [videos * frames, 4, 8, 8]; single frames pass no motion modules.
     *
     * @param text [captions, words, width]; neighbouring videos may share a caption
     */
    Tensor predictNoise(Weights weights, Tensor latents, PerVideo times, Tensor text) {
        BetweenFrames frames =
                times.frames() == 1 ? BetweenFrames.NOTHING : networks.motion().between(weights, times.frames());
        return networks.unet().predictNoise(weights, latents, times.timesteps(), text, frames);
    }

    /**
     * As {@link #predictNoise}, away from the unconditional prediction (Ho and Salimans, arXiv 2207.12598).
     *
     * @param guidance [videos * frames, 1, 1, 1]
     */
    Tensor predictGuidedNoise(Weights weights, Tensor latents, PerVideo times, Tensor text, Tensor guidance) {
        long[] twice = new long[2 * times.timesteps().length];
        System.arraycopy(times.timesteps(), 0, twice, 0, twice.length / 2);
        System.arraycopy(times.timesteps(), 0, twice, twice.length / 2, twice.length / 2);
        Tensor nothing = encode(weights, List.of("")).expand(text.size(0), text.size(1), text.size(2));
        Tensor both = predictNoise(
                weights,
                torch.cat(new TensorVector(latents, latents), 0),
                new PerVideo(twice, times.frames()),
                torch.cat(new TensorVector(text, nothing), 0));
        TensorVector halves = both.chunk(2, 0);
        return halves.get(1).add(halves.get(0).sub(halves.get(1)).mul(guidance));
    }

    static Tensor latents(LatentClips.Batch batch) {
        return latents(batch.latents());
    }

    static Tensor latents(float[] values) {
        return Floats.tensor(values, values.length / LatentClips.FRAME_SIZE, 4, 8, 8);
    }

    static Tensor constant(double value) {
        return torch.full(new long[] {1}, new Scalar(value)).view(1, 1, 1, 1);
    }
}
