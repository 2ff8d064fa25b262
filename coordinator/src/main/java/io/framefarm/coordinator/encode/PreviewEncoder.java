package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes frames into an MP4 of fragments, which can be played while it grows: first what describes the video, then one
 * fragment after the other, each of which begins with a key frame. Used by one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8216#section-3.3">HTTP Live Streaming: fragmented MPEG-4</a>
 */
public final class PreviewEncoder implements AutoCloseable {
    private final VideoSpec spec;
    private final EncodedFile file;
    private final FrameConverter converter;

    private PreviewEncoder(VideoSpec spec, EncodedFile file) throws EncodingException {
        this.spec = spec;
        this.file = file;
        this.converter = new FrameConverter(spec, CodecSettings.PREVIEW.pixelFormat());
    }

    /** Starts a preview in {@code file}, which is overwritten. */
    public static PreviewEncoder open(VideoSpec spec, Path file) throws IOException {
        Ffmpeg.load();
        return new PreviewEncoder(spec, EncodedFile.create(file, CodecSettings.PREVIEW, spec));
    }

    public void encode(RgbFrame frame) throws IOException {
        spec.requireFits(frame);
        file.write(converter.convert(frame));
    }

    /** Ends a fragment. Returns how many bytes of the file are complete; before the first frame, those of its head. */
    public long cut() throws IOException {
        return file.cut();
    }

    @Override
    public void close() {
        converter.close();
        file.close();
    }
}
