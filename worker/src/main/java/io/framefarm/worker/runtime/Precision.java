package io.framefarm.worker.runtime;

/** In which numbers networks compute on a GPU; processors take single precision always. */
public enum Precision {
    /** 16 bits, except where sums would lose too much: norms, softmax, the angles of the timestep. */
    HALF,
    /** 32 bits, without the shortcut of TensorFloat-32. */
    SINGLE
}
