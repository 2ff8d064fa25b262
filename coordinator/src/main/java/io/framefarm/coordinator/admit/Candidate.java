package io.framefarm.coordinator.admit;

/** A render with a segment that could be dispatched now. */
public interface Candidate {
    String producer();

    int priority();

    long acceptedAtMs();

    /** Unique; the last word where everything else is equal. */
    String renderId();

    /** The work of its next segment, in any unit that is the same for all. */
    long cost();

    /** What a worker must have loaded for its next segment: pack and LoRA set. */
    Object warmth();
}
