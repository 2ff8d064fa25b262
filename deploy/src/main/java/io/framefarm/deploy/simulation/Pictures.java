package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.stitch.Blend;
import io.framefarm.deploy.guarantee.EveryFrameExactlyOnce;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What every frame looks like: a different picture for each seed, shot and frame. Shared by all histories. */
final class Pictures implements EveryFrameExactlyOnce.Mixed {
    static final int SIDE = Limits.MIN_SIDE;

    private final Map<Subject, Picture> drawn = new ConcurrentHashMap<>();
    private final Map<ByteString, RgbFrame> byHash = new ConcurrentHashMap<>();

    record Subject(long seed, int shot, int frame) {}

    record Picture(RgbFrame pixels, ByteString sha256) {}

    List<RgbFrame> of(Recipe recipe) {
        List<RgbFrame> frames = new ArrayList<>();
        for (int i = 0; i < recipe.getFrames(); i++) {
            frames.add(of(recipe.getSeed(), recipe.getShot(), recipe.getFirstFrame() + i)
                    .pixels());
        }
        return frames;
    }

    Picture of(long seed, int shot, int frame) {
        return drawn.computeIfAbsent(new Subject(seed, shot, frame), this::draw);
    }

    private Picture draw(Subject subject) {
        byte[] rgb = new byte[SIDE * SIDE * 3]; // [height, width, 3]
        // Three bytes name the subject in every row, so that pictures differ wherever one looks.
        for (int y = 0; y < SIDE; y++) {
            int at = y * SIDE * 3;
            rgb[at] = (byte) subject.seed();
            rgb[at + 1] = (byte) subject.shot();
            rgb[at + 2] = (byte) subject.frame();
        }
        RgbFrame pixels = new RgbFrame(SIDE, SIDE, rgb);
        Picture picture = new Picture(pixels, ByteString.copyFrom(pixels.sha256()));
        byHash.put(picture.sha256(), pixels);
        return picture;
    }

    @Override
    public boolean is(ByteString first, ByteString second, int share, int of, ByteString found) {
        RgbFrame one = byHash.get(first);
        RgbFrame two = byHash.get(second);
        return one != null
                && two != null
                && ByteString.copyFrom(Blend.of(one, two, share, of).sha256()).equals(found);
    }
}
