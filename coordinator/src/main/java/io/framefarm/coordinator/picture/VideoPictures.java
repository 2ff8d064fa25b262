package io.framefarm.coordinator.picture;

import io.framefarm.coordinator.encode.VideoReader;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Takes pictures out of videos in the store. Blocks while it decodes; safe for use by many threads. */
public final class VideoPictures {
    /** Larger videos would fill the scratch folder. */
    private static final long MAX_VIDEO_BYTES = 512L << 20;

    private static final int SHEET_COLUMNS = 4;
    private static final int SHEET_ROWS = 4;
    private static final int SHEET_TILE_SIDE = 192;

    private final VideoStore store;

    public VideoPictures(VideoStore store) {
        this.store = store;
    }

    private interface Look<P> {
        P at(VideoReader reader) throws IOException;
    }

    /** One frame as a JPEG, made smaller until it has at most this width; empty when the video is not so long. */
    public Optional<byte[]> frame(VideoReady video, int index, int maxWidth) throws IOException {
        return read(video, reader -> {
            Optional<RgbFrame> frame = reader.next();
            for (int skipped = 0; skipped < index && frame.isPresent(); skipped++) {
                frame = reader.next();
            }
            return frame.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Picture.of(frame.get()).withinWidth(maxWidth).jpeg());
        });
    }

    /** Sixteen frames, or fewer of a short video, evenly spread, row by row as a JPEG. */
    public byte[] sheet(VideoReady video) throws IOException {
        return read(video, reader -> {
            int tiles = Math.min(SHEET_COLUMNS * SHEET_ROWS, Math.max(1, video.getFrames()));
            Sheet sheet = new Sheet(SHEET_COLUMNS, tiles, SHEET_TILE_SIDE);
            Optional<RgbFrame> frame = reader.next();
            for (int index = 0; frame.isPresent() && !sheet.isFull(); index++) {
                if (index >= (long) sheet.size() * video.getFrames() / tiles) {
                    sheet.add(frame.get());
                }
                frame = reader.next();
            }
            return sheet.jpeg();
        });
    }

    /** FFmpeg wants a file of its own: the store may be a bucket. */
    private <P> P read(VideoReady video, Look<P> look) throws IOException {
        if (video.getSizeBytes() > MAX_VIDEO_BYTES) {
            throw new IOException("%s has %d bytes (allowed: up to %d)"
                    .formatted(video.getKey(), video.getSizeBytes(), MAX_VIDEO_BYTES));
        }
        Path copy = Files.createTempFile("framefarm-", ".video");
        try {
            try (InputStream in = store.read(new StoreKey(video.getKey()), 0)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            try (VideoReader reader = VideoReader.open(copy)) {
                return look.at(reader);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
