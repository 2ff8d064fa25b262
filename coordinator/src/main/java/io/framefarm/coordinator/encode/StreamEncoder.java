package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;

/** Encodes each frame as it comes, for formats that need not have seen the whole video. */
final class StreamEncoder implements VideoEncoder {
    private final VideoSpec spec;
    private final CodecSettings settings;
    private final Path path;
    private final FrameConverter converter;
    private final EncodedFile file;

    StreamEncoder(VideoSpec spec, CodecSettings settings, Path path) throws IOException {
        Ffmpeg.load();
        this.spec = spec;
        this.settings = settings;
        this.path = path;
        this.file = EncodedFile.create(path, settings, spec);
        this.converter = new FrameConverter(spec, settings.pixelFormat());
    }

    @Override
    public void encode(RgbFrame frame) throws IOException {
        spec.requireFits(frame);
        file.write(converter.convert(frame));
    }

    @Override
    public void finish(String comment) throws IOException {
        file.finish(comment);
        if (settings.metadataInFront()) {
            CopyStream.withMetadata(path, settings, spec.title(), comment);
        }
    }

    @Override
    public void close() {
        converter.close();
        file.close();
    }
}
