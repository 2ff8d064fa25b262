package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Two normalised convolutions beside a shortcut, the time added between them in the UNet. */
record ResnetBlock(
        GroupNorm norm1,
        Conv2d conv1,
        Optional<Linear> timeProjection,
        GroupNorm norm2,
        Conv2d conv2,
        Optional<Conv2d> shortcut) {

    static ResnetBlock ofUNet(Scope scope, int in, int out, int time, int groups) {
        return new ResnetBlock(
                scope.groupNorm("norm1", groups, in, 1e-5),
                scope.conv("conv1", in, out, 3),
                Optional.of(scope.linear("time_emb_proj", time, out)),
                scope.groupNorm("norm2", groups, out, 1e-5),
                scope.zeroConv("conv2", out, out, 3),
                shortcut(scope, in, out));
    }

    static ResnetBlock ofVae(Scope scope, int in, int out, int groups) {
        return new ResnetBlock(
                scope.groupNorm("norm1", groups, in, 1e-6),
                scope.conv("conv1", in, out, 3),
                Optional.empty(),
                scope.groupNorm("norm2", groups, out, 1e-6),
                scope.conv("conv2", out, out, 3),
                shortcut(scope, in, out));
    }

    private static Optional<Conv2d> shortcut(Scope scope, int in, int out) {
        return in == out ? Optional.empty() : Optional.of(scope.conv("conv_shortcut", in, out, 1));
    }

    /** [n, in, h, w] to [n, out, h, w]. */
    Tensor apply(Weights weights, Tensor x) {
        Tensor h = conv1.apply(weights, torch.silu(norm1.apply(weights, x)));
        return finish(weights, x, h);
    }

    /** As {@link #apply(Weights, Tensor)} at the times {@code embedding}: [n, time]. */
    Tensor apply(Weights weights, Tensor x, Tensor embedding) {
        Tensor h = conv1.apply(weights, torch.silu(norm1.apply(weights, x)));
        Tensor shift = timeProjection.orElseThrow().apply(weights, torch.silu(embedding));
        return finish(weights, x, h.add(shift.view(shift.size(0), shift.size(1), 1, 1)));
    }

    private Tensor finish(Weights weights, Tensor x, Tensor h) {
        Tensor out = conv2.apply(weights, torch.silu(norm2.apply(weights, h)));
        return shortcut.map(conv -> conv.apply(weights, x)).orElse(x).add(out);
    }
}
