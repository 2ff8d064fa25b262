package io.framefarm.worker.onnx;

import io.framefarm.worker.onnx.GraphBuilder.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layers that multiply bytes, which processors with VNNI instructions do up to four times as fast as floats. Inputs are
 * rounded in every run, to 256 levels between the least and the largest value of the tensor; sums are exact.
 */
final class ByteLayers {
    /** Where few channels come in or go out, rounding costs most and speed gains least: latents have four. */
    private static final long FEWEST_CHANNELS = 16;

    private static final long FEWEST_ROWS = 16;

    private ByteLayers() {}

    /** How the kernel of a convolution moves over an image, and the size of what it makes. */
    record Window(long size, long stride, long before, long height, long width) {
        long patches() {
            return height * width;
        }

        boolean isPixel() {
            return size == 1 && stride == 1 && before == 0;
        }

        /** For each pixel of each patch its place in an image of this size, or the place after the last. */
        long[] places(long imageHeight, long imageWidth) {
            long[] places = new long[Math.toIntExact(patches() * size * size)];
            for (int i = 0; i < places.length; i++) {
                long patch = i / (size * size);
                long pixel = i % (size * size);
                long y = patch / width * stride - before + pixel / size;
                long x = patch % width * stride - before + pixel % size;
                boolean inside = y >= 0 && y < imageHeight && x >= 0 && x < imageWidth;
                places[i] = inside ? y * imageWidth + x : imageHeight * imageWidth;
            }
            return places;
        }
    }

    static boolean suit(Value x, long rows, long in, long out) {
        return x.graph().operators().areInBytes() && rows >= FEWEST_ROWS && Math.min(in, out) >= FEWEST_CHANNELS;
    }

    /** As {@link Layers#linear}, for x of [rows, in]. */
    static Value linear(Value x, Value weight, Optional<Value> bias) {
        ByteMatrix matrix = x.graph().inBytes(weight);
        List<Value> operands = new ArrayList<>(List.of(x, matrix.levels(), matrix.scales(), x.absent()));
        bias.ifPresent(operands::add);
        Shape result = x.shape().with(-1, weight.shape().dim(0));
        return x.graph().node(Node.MICROSOFT, "DynamicQuantizeMatMul", operands, result);
    }

    /** As {@link Layers#conv}: the pixels under the kernel become rows, and the convolution one product of matrices. */
    static Value conv(Value x, Value weight, Optional<Value> bias, Window window) {
        Shape image = x.shape();
        long n = image.dim(0);
        long in = image.dim(1);
        long out = weight.shape().dim(0);
        Rounded rounded = Rounded.of(x);
        Value pixels =
                rounded.levels().reshape(n, in, image.dim(2) * image.dim(3)).transpose(0, 2, 1); // [n, h w, in]
        Value places = window.isPixel() ? pixels : withOutside(pixels, rounded);
        long rowFloats = window.patches() * window.size() * window.size() * in / Float.BYTES;
        return Pieces.apply(
                        places,
                        rowFloats,
                        n,
                        (piece, start, end) -> product(patches(piece, image, window), weight, bias, rounded)
                                .transpose(0, 2, 1)) // [n, out, h w]
                .reshape(n, out, window.height(), window.width());
    }

    /**
     * A tensor in bytes.
     *
     * @param scale what a level is worth
     * @param zero the level of zero
     */
    private record Rounded(Value levels, Value scale, Value zero) {
        static Rounded of(Value x) {
            Shape one = Shape.of(1);
            List<Value> results = x.graph()
                    .node(
                            "DynamicQuantizeLinear",
                            x,
                            List.of(
                                    new Result(DataType.UINT8, x.shape()),
                                    new Result(DataType.FLOAT, one),
                                    new Result(DataType.UINT8, one)));
            return new Rounded(results.get(0), results.get(1), results.get(2));
        }
    }

    /** With one more pixel, zero in every channel, that stands for all outside the image. */
    private static Value withOutside(Value pixels, Rounded rounded) {
        long more = pixels.shape().dim(1) + 1;
        List<Value> operands = List.of(pixels, pixels.graph().integers(0, 0, 0, 0, 1, 0), rounded.zero());
        return pixels.graph().node("Pad", operands, pixels.shape().with(1, more));
    }

    /** The pixels under the kernel wherever it stops, [n, patches, size size in]. */
    private static Value patches(Value pixels, Shape image, Window window) {
        if (window.isPixel()) {
            return pixels;
        }
        long height = image.dim(2);
        long width = image.dim(3);
        Shape found = pixels.shape().with(1, window.patches() * window.size() * window.size());
        Value places =
                pixels.graph().indices(window + " of " + height + "x" + width, () -> window.places(height, width));
        return pixels.graph()
                .node("Gather", List.of(pixels, places), found, Attribute.of("axis", 1))
                .reshape(found.dim(0), window.patches(), window.size() * window.size() * image.dim(1));
    }

    private static Value product(Value rows, Value weight, Optional<Value> bias, Rounded rounded) {
        ByteMatrix matrix = rows.graph().inBytes(weight);
        List<Value> operands = new ArrayList<>(
                List.of(rows, matrix.levels(), rounded.scale(), matrix.scales(), rounded.zero(), rows.absent()));
        bias.ifPresent(operands::add);
        Shape result = rows.shape().with(-1, weight.shape().dim(0));
        return rows.graph()
                .node(Node.MICROSOFT, "MatMulIntegerToFloat", operands, result)
                .holding(DataType.FLOAT);
    }
}
