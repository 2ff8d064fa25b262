package io.framefarm.training.network;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** Lets each place of the image attend to itself in all frames; knows the frames apart by their position only. */
record MotionModule(
        int channels,
        GroupNorm norm,
        Linear projIn,
        LayerNorm norm1,
        Attention attention1,
        LayerNorm norm2,
        Attention attention2,
        LayerNorm norm3,
        FeedForward feedForward,
        Linear projOut) {

    static MotionModule of(Scope scope, int channels, UNetConfig config) {
        Scope block = scope.within("transformer_blocks.0");
        return new MotionModule(
                channels,
                scope.groupNorm("norm", config.groups(), channels, 1e-6),
                scope.linear("proj_in", channels, channels),
                block.layerNorm("norm1", channels),
                Attention.withoutBias(block.within("attn1"), channels, channels, config.heads()),
                block.layerNorm("norm2", channels),
                Attention.withoutBias(block.within("attn2"), channels, channels, config.heads()),
                block.layerNorm("norm3", channels),
                FeedForward.of(block.within("ff"), channels),
                scope.zeroLinear("proj_out", channels, channels));
    }

    /** [videos * frames, c, h, w]; the group norm looks at each frame by itself, as in the authors' code. */
    Tensor apply(Weights weights, Tensor x, int frames) {
        long videos = x.size(0) / frames;
        long places = x.size(2) * x.size(3);
        Tensor h = norm.apply(weights, x)
                .view(videos, frames, channels, places)
                .permute(0, 3, 1, 2)
                .reshape(videos * places, frames, channels);
        h = projIn.apply(weights, h);
        Tensor positions = positions(frames);
        h = h.add(attention1.toItself(weights, norm1.apply(weights, h).add(positions), false));
        h = h.add(attention2.toItself(weights, norm2.apply(weights, h).add(positions), false));
        h = h.add(feedForward.apply(weights, norm3.apply(weights, h)));
        h = projOut.apply(weights, h).view(videos, places, frames, channels).permute(0, 2, 3, 1);
        return x.add(h.reshape(x.size(0), x.size(1), x.size(2), x.size(3)));
    }

    /** [1, frames, c]: sines at even, cosines at odd channels (Vaswani et al., arXiv 1706.03762). */
    private Tensor positions(int frames) {
        float[] waves = new float[frames * channels];
        for (int frame = 0; frame < frames; frame++) {
            for (int i = 0; i < channels; i += 2) {
                double angle = frame * Math.exp(-Math.log(10_000) * i / channels);
                waves[frame * channels + i] = (float) Math.sin(angle);
                waves[frame * channels + i + 1] = (float) Math.cos(angle);
            }
        }
        return Floats.tensor(waves, 1, frames, channels);
    }
}
