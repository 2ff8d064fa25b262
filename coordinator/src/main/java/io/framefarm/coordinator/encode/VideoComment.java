package io.framefarm.coordinator.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads what rides along in the metadata of a video file, of whichever format of ours. */
public final class VideoComment {
    private static final int MAX_BYTES = 1 << 20;
    /** With which every zip archive that is not empty begins. */
    private static final int ZIP = 0x504b0304;

    private VideoComment() {}

    /** Empty when the file has none. */
    public static Optional<String> of(Path video) throws IOException {
        if (isZip(video)) {
            return inArchive(video);
        }
        try (VideoReader reader = VideoReader.open(video)) {
            return Optional.ofNullable(reader.facts(0).metadata().get("comment"));
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int found = 0;
            for (byte next : in.readNBytes(Integer.BYTES)) {
                found = (found << Byte.SIZE) | (next & 255);
            }
            return found == ZIP;
        }
    }

    private static Optional<String> inArchive(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry recipe = zip.getEntry(PngSequence.RECIPE);
            if (recipe == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(recipe)) {
                return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
            }
        }
    }
}
