package io.framefarm.deploy.simulation;

/** How far a coordinator has read its topics. */
record InputPositions(int requests, int workers, int deadJobs, int results, int videos) {
    static final InputPositions BEGINNING = new InputPositions(0, 0, 0, 0, 0);

    /** Old signs of life say nothing about who lives now. */
    InputPositions withWorkersAt(int position) {
        return new InputPositions(requests, position, deadJobs, results, videos);
    }
}
