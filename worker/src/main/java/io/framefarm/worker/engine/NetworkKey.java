package io.framefarm.worker.engine;

/**
 * Names a network that is ready to run.
 *
 * @param pack whose weights
 * @param loras what was merged into them, in a canonical form
 * @param graph which network, for which size
 */
record NetworkKey(String pack, String loras, String graph) {}
