package io.framefarm.worker.engine;

/** Who can do something about a failed render. */
public enum Fault {
    /** The request names something that does not exist or does not fit: no other attempt can succeed. */
    USER,
    /** Another attempt may succeed, elsewhere. */
    RETRYABLE,
    /** Not enough memory here: wait, or try a larger worker. */
    RESOURCES,
    /** Ours. */
    BUG
}
