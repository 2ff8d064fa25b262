package io.framefarm.worker.text;

/** A stretch of a prompt and the emphasis on it; 1 is none. */
record WeightedText(String text, float weight) {}
