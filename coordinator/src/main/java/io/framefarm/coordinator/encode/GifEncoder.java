package io.framefarm.coordinator.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A GIF has 256 colours, and which ones are best is known only when all frames have been seen. So the frames are
 * spooled while their colours are counted, and encoded with the palette at the end.
 */
final class GifEncoder implements VideoEncoder {
    /** The side of the picture of 256 pixels in which FFmpeg hands the palette on. */
    private static final int PALETTE_SIDE = 16;

    private final VideoSpec spec;
    private final Path path;
    private final FrameSpool spool;
    private final FrameConverter converter;
    private final FilterGraph palette;
    private final AVFilterContext coloursIn;
    private final AVFrame filtered;
    private long spooled;

    GifEncoder(VideoSpec spec, Path path) throws IOException {
        Ffmpeg.load();
        this.spec = spec;
        this.path = path;
        this.converter = new FrameConverter(spec, AV_PIX_FMT_BGRA);
        this.palette = new FilterGraph("palettegen", "reserve_transparent=0");
        this.coloursIn = palette.source(spec.videoWidth(), spec.videoHeight(), AV_PIX_FMT_BGRA, spec.fps());
        palette.start();
        this.filtered = av_frame_alloc();
        this.spool = new FrameSpool(path.resolveSibling(path.getFileName() + ".frames"));
    }

    @Override
    public void encode(RgbFrame frame) throws IOException {
        spec.requireFits(frame);
        spool.add(frame);
        AVFrame colours = converter.convert(frame);
        colours.pts(spooled++);
        palette.push(coloursIn, colours);
    }

    @Override
    public void finish(String comment) throws IOException {
        palette.end(coloursIn);
        if (!palette.pull(filtered)) {
            throw new EncodingException("a GIF without frames has no palette");
        }
        try (FilterGraph mapping = new FilterGraph("paletteuse", "dither=sierra2_4a:diff_mode=rectangle");
                EncodedFile file = EncodedFile.create(path, CodecSettings.GIF, spec)) {
            AVFilterContext framesIn =
                    mapping.source(spec.videoWidth(), spec.videoHeight(), AV_PIX_FMT_BGRA, spec.fps());
            AVFilterContext paletteIn = mapping.source(PALETTE_SIDE, PALETTE_SIDE, AV_PIX_FMT_BGRA, spec.fps());
            mapping.start();
            mapping.push(paletteIn, filtered);
            av_frame_unref(filtered);
            mapping.end(paletteIn);
            encodeSpooled(mapping, framesIn, file);
            file.finish(comment);
        }
        GifComment.append(path, comment);
    }

    private void encodeSpooled(FilterGraph mapping, AVFilterContext framesIn, EncodedFile file) throws IOException {
        long[] pts = {0};
        spool.replay(frame -> {
            AVFrame picture = converter.convert(frame);
            picture.pts(pts[0]++);
            mapping.push(framesIn, picture);
            writeFiltered(mapping, file);
        });
        mapping.end(framesIn);
        writeFiltered(mapping, file);
    }

    private void writeFiltered(FilterGraph mapping, EncodedFile file) throws EncodingException {
        while (mapping.pull(filtered)) {
            file.write(filtered);
            av_frame_unref(filtered);
        }
    }

    @Override
    public void close() {
        av_frame_free(filtered);
        palette.close();
        converter.close();
        try {
            spool.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the spooled frames of " + path, e);
        }
    }
}
