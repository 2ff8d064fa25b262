package io.framefarm.worker.enginebench;

/**
 * What a machine allows computations at most, by how many operations they have for each byte that has to be moved.
 *
 * @param matrixGflops billions of operations a second that matrix products reach
 * @param memoryGbytes billions of bytes a second that are read from memory and written to it
 * @see <a href="https://doi.org/10.1145/1498765.1498785">Williams, Waterman, Patterson: Roofline (2009)</a>
 */
public record Roofline(double matrixGflops, double memoryGbytes) {

    /** Which of the two rates is the limit. */
    public enum Bound {
        MATRIX,
        MEMORY
    }

    Bound bound(double flopsPerByte) {
        return flopsPerByte * memoryGbytes < matrixGflops ? Bound.MEMORY : Bound.MATRIX;
    }

    double gflops(double flopsPerByte) {
        return Math.min(matrixGflops, flopsPerByte * memoryGbytes);
    }
}
