package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes each frame as it comes, for formats that need not have seen the whole video. */
final class StreamEncoder implements VideoEncoder {
    private final VideoSpec spec;
    private final CodecSettings settings;
    private final Path path;
    private final ConvertAhead converter;
    private final EncodedFile file;
    private final AVFrame turn;

    StreamEncoder(VideoSpec spec, CodecSettings settings, Path path) throws IOException {
        Ffmpeg.load();
        this.spec = spec;
        this.settings = settings;
        this.path = path;
        this.file = EncodedFile.create(path, settings, spec);
        this.converter = new ConvertAhead(spec, settings.pixelFormat());
        this.turn = FrameConverter.allocate(spec, settings.pixelFormat());
    }

    @Override
    public void encode(RgbFrame frame) throws IOException {
        prepare(frame).encode();
    }

    @Override
    public Prepared prepare(RgbFrame frame) throws IOException {
        spec.requireFits(frame);
        byte[] picture = converter.convert(frame);
        return () -> write(picture);
    }

    private void write(byte[] picture) throws IOException {
        check(av_frame_make_writable(turn), "allocate a picture");
        Planes.paste(picture, turn);
        file.write(turn);
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
        av_frame_free(turn);
        file.close();
    }
}
