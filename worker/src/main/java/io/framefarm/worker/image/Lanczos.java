package io.framefarm.worker.image;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * Resampling with a windowed sinc of three lobes (<a href="https://doi.org/10.1175/1520-0450(1979)018%3C1016:LFIOAT%3E2.0.CO;2">Duchon
 * 1979</a>), first along the rows and then along the columns, in the fixed-point arithmetic of Pillow, so that the pixels
 * are the same as there.
 */
final class Lanczos {
    private static final double LOBES = 3;
    /** Bits behind the point of a weight: 32, less 8 of a pixel and 2 for sums that overshoot. */
    private static final int FRACTION_BITS = 22;

    private Lanczos() {}

    static RgbFrame resize(RgbFrame image, int width, int height) {
        byte[] rows = image.rgb();
        if (width != image.width()) {
            rows = resample(rows, image.height(), Taps.of(image.width(), width), RgbFrame.CHANNELS);
        }
        if (height != image.height()) {
            rows = resample(rows, 1, Taps.of(image.height(), height), width * RgbFrame.CHANNELS);
        }
        return new RgbFrame(width, height, rows);
    }

    /**
     * Which part of a line each new place is made of, and how much each old place counts.
     *
     * @param from length of the line before
     */
    private record Taps(int from, List<Tap> places) {

        /** The part that one new place is made of; the weights belong to it alone. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Tap(int first, int[] weights) {}

        static Taps of(int from, int to) {
            double scale = (double) from / to;
            double stretch = Math.max(scale, 1);
            double support = LOBES * stretch;
            List<Tap> places = new ArrayList<>();
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int first = Math.max(0, (int) (centre - support + 0.5));
                int end = Math.min(from, (int) (centre + support + 0.5));
                places.add(new Tap(first, weights(first, end, centre, stretch)));
            }
            return new Taps(from, places);
        }

        private static int[] weights(int first, int end, double centre, double stretch) {
            double[] exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = lanczos((first + i - centre + 0.5) / stretch);
                sum += exact[i];
            }
            int[] fixed = new int[exact.length];
            for (int i = 0; i < fixed.length; i++) {
                double scaled = exact[i] / sum * (1 << FRACTION_BITS);
                fixed[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            }
            return fixed;
        }
    }

    private static double lanczos(double x) {
        return x > -LOBES && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }

    /**
     * Resamples one axis of an array.
     *
     * @param values [outer, before, inner]
     * @return [outer, after, inner]
     */
    private static byte[] resample(byte[] values, int outer, Taps taps, int inner) {
        int after = taps.places().size();
        byte[] result = new byte[outer * after * inner];
        for (int line = 0; line < outer; line++) {
            for (int i = 0; i < after; i++) {
                Taps.Tap place = taps.places().get(i);
                int from = (line * taps.from() + place.first()) * inner;
                weigh(values, from, place.weights(), inner, result, (line * after + i) * inner);
            }
        }
        return result;
    }

    private static void weigh(byte[] values, int from, int[] weights, int inner, byte[] result, int to) {
        for (int k = 0; k < inner; k++) {
            int sum = 1 << (FRACTION_BITS - 1);
            for (int tap = 0; tap < weights.length; tap++) {
                sum += (values[from + tap * inner + k] & 0xFF) * weights[tap];
            }
            result[to + k] = (byte) Math.min(Math.max(sum >> FRACTION_BITS, 0), 255);
        }
    }
}
