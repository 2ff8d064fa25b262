package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks into published PNG sequences. */
public final class Sequences {
    private Sequences() {}

    public static List<RgbFrame> frames(VideoStore store, VideoReady ready) throws IOException {
        List<RgbFrame> frames = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(store.read(new StoreKey(ready.getKey()), 0))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                if (entry.getName().endsWith(".png")) {
                    frames.add(PngReader.read(content, 1 << 20));
                }
            }
        }
        return frames;
    }

    /** What the render of {@link TestRenders} without crossfade looks like. */
    public static List<RgbFrame> expected() {
        List<RgbFrame> frames = new ArrayList<>();
        for (int shot = 0; shot < TestRenders.SHOTS.size(); shot++) {
            for (int frame = 0; frame < TestRenders.SHOTS.get(shot); frame++) {
                frames.add(TestRenders.picture(shot, frame));
            }
        }
        return frames;
    }
}
