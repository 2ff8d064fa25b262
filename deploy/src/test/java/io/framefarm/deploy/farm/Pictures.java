package io.framefarm.deploy.farm;

import io.framefarm.coordinator.encode.VideoReader;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;

/** The frames of a video file. */
record Pictures(List<RgbFrame> frames) {

    static Pictures ofVideo(Path file) throws IOException {
        try (VideoReader reader = VideoReader.open(file)) {
            List<RgbFrame> frames = new ArrayList<>();
            for (Optional<RgbFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
                frames.add(next.get());
            }
            return new Pictures(frames);
        }
    }

    static Pictures ofPngSequence(Path zip) throws IOException, MalformedPngException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            List<RgbFrame> frames = new ArrayList<>();
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    frames.add(PngReader.read(entries.readAllBytes(), Limits.MAX_PIXELS));
                }
            }
            return new Pictures(frames);
        }
    }

    int size() {
        return frames.size();
    }

    /** Mean difference of two frames, in steps of brightness. */
    double distance(int index, Pictures others, int otherIndex) {
        byte[] one = frames.get(index).rgb();
        byte[] other = others.frames.get(otherIndex).rgb();
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
        }
        return (double) sum / one.length;
    }
}
