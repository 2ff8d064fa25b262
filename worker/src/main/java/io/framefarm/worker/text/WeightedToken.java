package io.framefarm.worker.text;

/** A token id and the emphasis on it; 1 is none. */
public record WeightedToken(int id, float weight) {}
