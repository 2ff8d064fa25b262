package io.framefarm.coordinator.input;

import io.framefarm.coordinator.encode.EncodingException;
import io.framefarm.coordinator.encode.VideoReader;
import io.framefarm.protocol.InputName;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes a video that somebody sent, one frame at a time, as far as a shot needs it. */
final class DecodeVideo {
    /** Of the file. */
    static final int MAX_BYTES = 256 << 20;

    /** Of one frame: somewhat more than 1920 x 1080. */
    private static final int MAX_PIXELS = 2 << 20;

    private DecodeVideo() {}

    /** Takes an image and says under which name it is kept. */
    interface Keep {
        InputName put(RgbFrame image) throws IOException;
    }

    static List<InputName> storeFrames(byte[] file, int frames, Keep keep) throws UnusableInputException, IOException {
        Path scratch = Files.createTempFile("framefarm-input", ".video");
        try {
            Files.write(scratch, file);
            return storeFrames(scratch, frames, keep);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static List<InputName> storeFrames(Path file, int frames, Keep keep)
            throws UnusableInputException, IOException {
        List<InputName> names = new ArrayList<>();
        try (VideoReader reader = VideoReader.openForeign(file, MAX_PIXELS)) {
            Optional<RgbFrame> frame = reader.next();
            while (frame.isPresent() && names.size() < frames) {
                names.add(keep.put(frame.get()));
                frame = reader.next();
            }
        } catch (EncodingException e) {
            throw new UnusableInputException("is no video that can be read: " + e.getMessage(), e);
        }
        if (names.size() < frames) {
            throw new UnusableInputException(
                    "has %d frames, but the shot has %d (allowed: at least as many)".formatted(names.size(), frames));
        }
        return names;
    }
}
