package io.framefarm.deploy.audit;

import com.google.protobuf.ByteString;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The frames of a video file, each by the hash of its pixels. */
public final class ReadVideo {
    private static final String FRAME = ".png";
    /** A frame of the largest size, enlarged as far as a request may ask, as PNG. */
    private static final int MAX_FRAME_BYTES = 3 * Limits.MAX_VIDEO_SIDE * Limits.MAX_VIDEO_SIDE;

    private ReadVideo() {}

    public static List<ByteString> frames(Path file) throws IOException {
        return file.getFileName().toString().endsWith(".zip") ? ofArchive(file) : ofVideo(file);
    }

    private static List<ByteString> ofArchive(Path file) throws IOException {
        List<ByteString> frames = new ArrayList<>();
        try (ZipInputStream archive = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(FRAME)) {
                    frames.add(hash(archive.readNBytes(MAX_FRAME_BYTES), entry.getName()));
                }
            }
        }
        return frames;
    }

    private static ByteString hash(byte[] png, String name) throws IOException {
        try {
            return hash(PngReader.read(png, Limits.MAX_VIDEO_SIDE * Limits.MAX_VIDEO_SIDE));
        } catch (MalformedPngException e) {
            throw new IOException(name + " in the archive: " + e.getMessage(), e);
        }
    }

    private static List<ByteString> ofVideo(Path file) throws IOException {
        List<ByteString> frames = new ArrayList<>();
        try (VideoReader reader = VideoReader.open(file)) {
            for (Optional<RgbFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(hash(frame.get()));
            }
        }
        return frames;
    }

    private static ByteString hash(RgbFrame frame) {
        return ByteString.copyFrom(frame.sha256());
    }
}
