package io.framefarm.training.network;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Changes of resolution without weights. */
final class Resize {
    private Resize() {}

    /** [n, c, h, w] to [n, c, 2h, 2w], each value four times. */
    static Tensor doubled(Tensor x) {
        long[] size = {2 * x.size(2), 2 * x.size(3)};
        return torch.upsample_nearest2d(x, size, new DoubleOptional(), new DoubleOptional());
    }

    /** [n, c, h, w] to [n, c, h+1, w+1], zeros at the right and the bottom. */
    static Tensor paddedRightAndBottom(Tensor x) {
        return torch.constant_pad_nd(x, 0, 1, 0, 1);
    }
}
