package io.framefarm.worker.runtime;

/** In which numbers networks compute. */
public enum Precision {
    /** On a GPU 16 bits, except where sums would lose too much: norms, softmax, the angles of the timestep. */
    HALF,
    /** 32 bits; on a GPU without the shortcut of TensorFloat-32. */
    SINGLE,
    /** On a processor 8 bits in the large products of the networks that denoise, else 32; on a GPU as {@link #HALF}. */
    INT8
}
