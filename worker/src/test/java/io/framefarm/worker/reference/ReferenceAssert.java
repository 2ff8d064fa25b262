package io.framefarm.worker.reference;

import java.util.Arrays;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/** Compares computed values with a reference: largest absolute error over the reference's largest magnitude. */
public final class ReferenceAssert extends AbstractAssert<ReferenceAssert, float[]> {
    /** What single networks must reach. */
    public static final double NETWORK_TOLERANCE = 1e-4;

    /** What whole pipelines must reach. */
    public static final double PIPELINE_TOLERANCE = 1e-3;

    private ReferenceAssert(float[] actual) {
        super(actual, ReferenceAssert.class);
    }

    public static ReferenceAssert assertThatValues(float[] actual) {
        return new ReferenceAssert(actual);
    }

    /** Asserts equality within the tolerance of single networks. */
    public ReferenceAssert matches(ReferenceTensor expected) {
        return matches(expected, NETWORK_TOLERANCE);
    }

    public ReferenceAssert matches(ReferenceTensor expected, double tolerance) {
        isNotNull();
        float[] wanted = expected.floats();
        if (actual.length != wanted.length) {
            failWithMessage(
                    "%s has shape %s, so %d values, but %d were computed",
                    expected.name(), expected.shape(), wanted.length, actual.length);
        }
        double error = relativeError(actual, wanted);
        // NaN compares false, so the comparison is written to fail on it.
        if (!(error <= tolerance)) {
            failWithMessage(
                    "%s: largest error %s of the reference's largest magnitude, allowed %s; computed %s, expected %s",
                    expected.name(),
                    String.format(Locale.ROOT, "%.3g", error),
                    String.format(Locale.ROOT, "%.3g", tolerance),
                    head(actual),
                    head(wanted));
        }
        return this;
    }

    /** Largest absolute error over the reference's largest magnitude; NaN where a value is not a number. */
    public static double relativeError(float[] actual, float[] expected) {
        double error = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.length; i++) {
            error = Math.max(error, Math.abs((double) actual[i] - expected[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return magnitude == 0 ? error : error / magnitude;
    }

    private static String head(float[] values) {
        return Arrays.toString(Arrays.copyOf(values, Math.min(4, values.length)));
    }
}
