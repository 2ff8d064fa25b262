package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;

/**
 * One rendered frame.
 *
 * @param index absolute within the shot
 */
public record Frame(int index, RgbFrame image) {}
