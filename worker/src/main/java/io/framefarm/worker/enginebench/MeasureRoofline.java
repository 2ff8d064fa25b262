package io.framefarm.worker.enginebench;

import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes the rate of matrix products and that of memory, in the numbers in which a network computes. Samples are taken
 * between the network's runs, so that all meet the same other load on the machine.
 */
final class MeasureRoofline implements AutoCloseable {
    private static final int PRODUCTS = 10;
    private static final int PASSES = 8;

    private final Graph products;
    private final TimedNetwork timedProducts;
    private final TimedNetwork timedPasses;
    private final long passBytes;

    /**
     * How large the matrices are.
     *
     * @param factorSide of those that are multiplied
     * @param passedSide of the one that is read and written, which should fit into no cache
     */
    record Sizes(int factorSide, int passedSide) {
        /** The larger matrix has 256 MiB in floats on a processor, and twice as many in halves on a GPU. */
        static Sizes of(Operators operators) {
            return operators.areForCpu() ? new Sizes(2048, 8192) : new Sizes(8192, 16_384);
        }
    }

    MeasureRoofline(
            OpenNetwork runtime, Operators operators, Sizes sizes, RandomGenerator random, LongSupplier nanoTime) {
        this.products = products(new GraphBuilder(operators), sizes.factorSide());
        Graph passes = passes(new GraphBuilder(operators), sizes.passedSide());
        long matrixBytes = (long) sizes.passedSide()
                * sizes.passedSide()
                * passes.numbers().sizeBytes();
        this.passBytes = (1 + 2 * PASSES) * matrixBytes;
        this.timedProducts = new TimedNetwork(runtime::open, products, RandomInputs.of(products, random), nanoTime);
        this.timedPasses = new TimedNetwork(runtime::open, passes, RandomInputs.of(passes, random), nanoTime);
    }

    private static Graph products(GraphBuilder builder, int side) {
        Value factor = matrix(builder, side).mul(1f / side); // so that no product overflows
        Value product = factor;
        for (int i = 0; i < PRODUCTS; i++) {
            product = product.matmul(factor);
        }
        return withCornerOf(product, builder);
    }

    /** Writes the matrix once, then reads and writes it in each pass; cutting off negative numbers costs no time. */
    private static Graph passes(GraphBuilder builder, int side) {
        Value passed = matrix(builder, side);
        for (int i = 0; i < PASSES; i++) {
            passed = passed.relu();
        }
        return withCornerOf(passed, builder);
    }

    /** Made where it is used, of a column and a row: a GPU would have to be given a whole one in every run. */
    private static Value matrix(GraphBuilder builder, int side) {
        return builder.input("column", side, 1).add(builder.input("row", 1, side));
    }

    private static Graph withCornerOf(Value matrix, GraphBuilder builder) {
        builder.output("corner", matrix.slice(0, 0, 1).slice(1, 0, 1));
        return builder.build();
    }

    void warmUp() {
        timedProducts.warmUp();
        timedPasses.warmUp();
    }

    void sample() {
        timedProducts.run();
        timedPasses.run();
    }

    /** Of the medians of all samples. */
    Roofline roofline() {
        return new Roofline(
                products.flops() / timedProducts.medianMillis() / 1e6, passBytes / timedPasses.medianMillis() / 1e6);
    }

    @Override
    public void close() {
        timedProducts.close();
        timedPasses.close();
    }
}
