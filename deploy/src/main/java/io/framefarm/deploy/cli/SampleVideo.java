package io.framefarm.deploy.cli;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frames of a sample as one video. The encoder starts with the first frame, which tells the size. */
final class SampleVideo implements AutoCloseable {

    private final Path file;
    private final VideoFormat format;
    private final int fps;
    private @Nullable VideoEncoder encoder;

    private SampleVideo(Path file, VideoFormat format, int fps) {
        this.file = file;
        this.format = format;
        this.fps = fps;
    }

    /** A video if the file's name ends like one. */
    static Optional<SampleVideo> named(Path file, int fps) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(VideoFormat.values())
                .filter(format -> name.endsWith("." + format.extension()))
                .findFirst()
                .map(format -> new SampleVideo(file, format, fps));
    }

    void add(RgbFrame frame) throws IOException {
        if (encoder == null) {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            encoder = VideoEncoder.open(new VideoSpec(format, frame.width(), frame.height(), 1, fps, ""), file);
        }
        encoder.encode(frame);
    }

    /** Ends the file; what was not ended is no video. */
    void finish() throws IOException {
        if (encoder != null) {
            encoder.finish("");
        }
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
        }
    }
}
