package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Frames to encode that differ from each other visibly, and how far what comes back is from them. */
public final class TestPictures {
    private TestPictures() {}

    /** A soft moving pattern, tinted by the number of the frame. */
    public static RgbFrame picture(int width, int height, int number) {
        byte[] rgb = new byte[3 * width * height];
        int out = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin((x + 3 * number) * 6.0 / width) * Math.cos((y - number) * 5.0 / height);
                rgb[out++] = (byte) (128 + 90 * wave);
                rgb[out++] = (byte) (60 + number * 7 % 160);
                rgb[out++] = (byte) (128 - 70 * wave + 40 * Math.sin(y * 9.0 / height));
            }
        }
        return new RgbFrame(width, height, rgb);
    }

    public static List<RgbFrame> pictures(int width, int height, int count) {
        List<RgbFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(picture(width, height, i));
        }
        return frames;
    }

    public static RgbFrame plain(int width, int height, int red, int green, int blue) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new RgbFrame(width, height, rgb);
    }

    public static List<RgbFrame> decode(Path video) throws IOException {
        List<RgbFrame> frames = new ArrayList<>();
        try (VideoReader reader = VideoReader.open(video)) {
            Optional<RgbFrame> frame = reader.next();
            while (frame.isPresent()) {
                frames.add(frame.get());
                frame = reader.next();
            }
        }
        return frames;
    }

    /** In decibels; identical frames have infinitely many. */
    public static double peakSignalToNoise(RgbFrame expected, RgbFrame found) {
        double squares = 0;
        for (int i = 0; i < expected.rgb().length; i++) {
            double difference = (expected.rgb()[i] & 255) - (found.rgb()[i] & 255);
            squares += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255.0 * expected.rgb().length / squares);
    }
}
