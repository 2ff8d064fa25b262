package io.framefarm.worker.engine;

/**
 * Where a run is.
 *
 * @param index from 0
 * @param of how many steps the run makes
 * @param timestep what the network is told
 */
record Step(int index, int of, float timestep) {}
