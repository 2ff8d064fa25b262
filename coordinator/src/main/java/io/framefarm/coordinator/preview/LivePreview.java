package io.framefarm.coordinator.preview;

import io.framefarm.coordinator.encode.PreviewEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preview of one render. It never fails: what goes wrong with it is logged and ends it, and the video is made all the
 * same. Used by one thread at a time.
 */
public final class LivePreview implements Preview {
    private static final Logger LOG = LoggerFactory.getLogger(LivePreview.class);
    /** Larger frames are halved until they fit: a preview is there to be looked at soon, not closely. */
    static final int MAX_SIDE = 320;

    /** Encoders refuse pictures that are much smaller. */
    private static final int MIN_SIDE = 32;

    private static final String VIDEO = "video/mp4";
    /** The first frames are shown sooner than one could wait for a whole window. */
    private static final int FIRST_PART_FRAMES = Limits.WINDOW_FRAMES / 2;

    private static final int PART_FRAMES = Limits.WINDOW_FRAMES;

    private final String renderId;
    private final VideoStore store;
    private final Path scratch;
    private final VideoSpec video;
    private final int halvings;
    private final Playlist playlist;

    private @Nullable Path file;
    private @Nullable PreviewEncoder encoder;
    private int shown;
    private int cutAt;
    private long headBytes;
    private long stored;
    private boolean over;

    /**
     * Nothing is begun before the first frame comes.
     *
     * @param scratch folder on a local disk
     */
    public LivePreview(String renderId, VideoSpec video, VideoStore store, Path scratch) {
        this.renderId = renderId;
        this.store = store;
        this.scratch = scratch;
        this.video = video;
        this.halvings = halvings(video);
        this.playlist = new Playlist((PART_FRAMES + video.fps() - 1) / video.fps());
    }

    private static int halvings(VideoSpec video) {
        int longer = Math.max(video.width(), video.height());
        int shorter = Math.min(video.width(), video.height());
        int halvings = 0;
        while (longer >> halvings > MAX_SIDE && shorter >> halvings >= 2 * MIN_SIDE) {
            halvings++;
        }
        return halvings;
    }

    private interface Step {
        void run() throws IOException;
    }

    @Override
    public RgbFrame shrink(RgbFrame frame) {
        RgbFrame small = frame;
        for (int i = 0; i < halvings; i++) {
            small = Halve.halve(small);
        }
        return small;
    }

    @Override
    public void show(int index, RgbFrame small) {
        if (index == shown) {
            attempt(() -> {
                encode(small);
                if (shown == FIRST_PART_FRAMES || shown % PART_FRAMES == 0) {
                    storePart(false);
                }
            });
        }
    }

    @Override
    public void end() {
        attempt(() -> {
            if (encoder != null) {
                storePart(true);
            }
        });
        over = true;
        close();
    }

    private void encode(RgbFrame small) throws IOException {
        PreviewEncoder into = encoder == null ? begin(small) : encoder;
        into.encode(small);
        shown++;
    }

    private PreviewEncoder begin(RgbFrame first) throws IOException {
        Files.createDirectories(scratch);
        Path made = Files.createTempFile(scratch, renderId + "-", ".preview.mp4");
        file = made;
        VideoSpec small = new VideoSpec(VideoFormat.MP4, first.width(), first.height(), 1, video.fps(), video.title());
        PreviewEncoder begun = PreviewEncoder.open(small, made);
        encoder = begun;
        headBytes = begun.cut();
        return begun;
    }

    /** A part is in the store before the playlist names it. */
    private void storePart(boolean last) throws IOException {
        if (encoder != null && shown > cutAt) {
            if (stored == 0) {
                storeUpTo(Playlist.HEAD, headBytes);
            }
            storeUpTo(playlist.next(), encoder.cut());
            playlist.add((double) (shown - cutAt) / video.fps());
            cutAt = shown;
        }
        byte[] text = playlist.text(last).getBytes(StandardCharsets.UTF_8);
        store.put(StoreKey.ofPreview(renderId, Playlist.FILE), text, Playlist.CONTENT_TYPE);
    }

    private void storeUpTo(String name, long end) throws IOException {
        if (file == null) {
            throw new IllegalStateException("the preview of " + renderId + " has not begun");
        }
        byte[] part = new byte[Math.toIntExact(end - stored)];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(stored);
            in.readFully(part);
        }
        store.put(StoreKey.ofPreview(renderId, name), part, VIDEO);
        stored = end;
    }

    private void attempt(Step step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (IOException e) {
            LOG.warn("Render {} has no preview from frame {} on: {}", renderId, shown, e.toString());
            over = true;
            close();
        }
    }

    /** Frees what is held outside the heap and in the scratch folder; what is in the store stays. */
    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} stays behind in the scratch folder", file, e);
            }
            file = null;
        }
        over = true;
    }
}
