package io.framefarm.worker.engine;

/**
 * Names a network that is ready to run.
 *
 * @param pack whose weights
 * @param loras what was merged into them, in a canonical form
 * @param graph which network, for which size: the first word says which
 */
record NetworkKey(String pack, String loras, String graph) {

    /** Which network, for whatever size. */
    String network() {
        int end = graph.indexOf(' ');
        return end < 0 ? graph : graph.substring(0, end);
    }
}
