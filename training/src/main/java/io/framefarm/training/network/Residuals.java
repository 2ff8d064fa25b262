package io.framefarm.training.network;

import org.bytedeco.pytorch.Tensor;

/** What a ControlNet adds to the UNet's activations at the turning point. */
public interface Residuals {
    /** Nothing. */
    Residuals NONE = new Residuals() {
        @Override
        public Tensor atSkip(int index, Tensor x) {
            return x;
        }

        @Override
        public Tensor atMiddle(Tensor x) {
            return x;
        }
    };

    /** Onto what the way up takes back; 0 is the earliest. */
    Tensor atSkip(int index, Tensor x);

    /** Onto what comes out of the mid block. */
    Tensor atMiddle(Tensor x);
}
