package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a video file turns out to be when it is played from end to end.
 *
 * @param frames as many as could be decoded
 * @param colourSpace as the file declares it, such as {@code bt709}
 * @param metadata keys in lower case
 */
public record VideoFacts(
        String codec,
        int width,
        int height,
        int frames,
        double fps,
        Duration duration,
        String colourSpace,
        Map<String, String> metadata) {
    public VideoFacts {
        metadata = Map.copyOf(metadata);
    }

    /** Decodes the whole file. */
    public static VideoFacts of(Path file) throws IOException {
        try (VideoReader reader = VideoReader.open(file)) {
            int frames = 0;
            Optional<RgbFrame> frame = reader.next();
            while (frame.isPresent()) {
                frames++;
                frame = reader.next();
            }
            return reader.facts(frames);
        }
    }
}
