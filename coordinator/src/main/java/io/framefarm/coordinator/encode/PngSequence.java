package io.framefarm.coordinator.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive: {@code frame-00001.png} and so on, then {@code recipe.json} with the comment. One file rather than
 * a folder, so that it is published whole or not at all. FFmpeg is used only where frames are enlarged.
 */
final class PngSequence implements VideoEncoder {
    /** The earliest that a zip archive can say; the same frames shall give the same bytes. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Holds the comment. */
    static final String RECIPE = "recipe.json";

    private final VideoSpec spec;
    private final OutputStream file;
    private final ZipOutputStream zip;
    private final @Nullable FrameConverter enlarger;
    private int frames;

    PngSequence(VideoSpec spec, Path path) throws IOException {
        this.spec = spec;
        this.file = new BufferedOutputStream(Files.newOutputStream(path));
        this.zip = new ZipOutputStream(file);
        try {
            this.enlarger = spec.upscale() == 1 ? null : enlarger(spec);
        } catch (IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    private static FrameConverter enlarger(VideoSpec spec) throws EncodingException {
        Ffmpeg.load();
        return new FrameConverter(spec, AV_PIX_FMT_RGB24);
    }

    @Override
    public void encode(RgbFrame frame) throws IOException {
        spec.requireFits(frame);
        RgbFrame sized = enlarger == null ? frame : RgbPixels.copy(enlarger.convert(frame));
        add(String.format("frame-%05d.png", ++frames), PngWriter.write(sized));
    }

    /** Stored as it is: PNG images do not shrink again. */
    private void add(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void finish(String comment) throws IOException {
        add(RECIPE, comment.getBytes(StandardCharsets.UTF_8));
        zip.close();
    }

    @Override
    public void close() {
        if (enlarger != null) {
            enlarger.close();
        }
        // An archive that a full disk keeps from being ended would leave its file open, and the room in it taken.
        try (file) {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the archive", e);
        }
    }
}
