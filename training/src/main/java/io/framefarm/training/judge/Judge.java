package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Scene;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what a clip of the synthetic world shows, by colours, outlines and tracks alone: nothing here is learned. Safe
 * for use by many threads.
 */
public final class Judge {
    /** The share of frames in which the subject must be seen. */
    private static final double SEEN_SHARE = 0.75;

    private final Silhouettes silhouettes = new Silhouettes();

    /** Looks at decoded frames of interleaved RGB, [frames][height * width * 3]. */
    public Sighting look(byte[][] clip, int width, int height) {
        Frames frames = new Frames(clip, width, height);
        Background background = Scenery.recognise(frames);
        if (background == null) {
            return new Sighting(null, null, null, null);
        }
        BodyPixels body = new BodyPixels(frames, background);
        Colour colour = body.colour();
        if (colour == null) {
            return new Sighting(null, null, background, null);
        }
        Map<Integer, Blob> blobs = blobs(frames, body, colour);
        if (blobs.size() < SEEN_SHARE * frames.count()) {
            return new Sighting(null, colour, background, null);
        }
        return new Sighting(
                silhouettes.recognise(blobs.values()),
                colour,
                background,
                track(frames, blobs).motion());
    }

    /** Compares a clip with the scene that was asked for. */
    public Verdict judge(byte[][] clip, int width, int height, Scene scene) {
        return look(clip, width, height).against(scene);
    }

    /** Where the subject is in each frame that shows it. */
    public SortedMap<Integer, Centre> centres(byte[][] clip, int width, int height) {
        Frames frames = new Frames(clip, width, height);
        SortedMap<Integer, Centre> centres = new TreeMap<>();
        Background background = Scenery.recognise(frames);
        if (background == null) {
            return centres;
        }
        BodyPixels body = new BodyPixels(frames, background);
        Colour colour = body.colour();
        if (colour != null) {
            blobs(frames, body, colour)
                    .forEach((frame, blob) -> centres.put(frame, new Centre(blob.x() / width, blob.y() / height)));
        }
        return centres;
    }

    /** The subject by frame, where it is seen. */
    private static Map<Integer, Blob> blobs(Frames frames, BodyPixels body, Colour colour) {
        Map<Integer, Blob> blobs = new TreeMap<>();
        for (int frame = 0; frame < frames.count(); frame++) {
            Blob blob = Blob.largest(body.mask(frame, colour), frames.width());
            if (blob != null) {
                blobs.put(frame, blob);
            }
        }
        return blobs;
    }

    private static Track track(Frames frames, Map<Integer, Blob> blobs) {
        double[] x = blobs.values().stream()
                .mapToDouble(blob -> blob.x() / frames.width())
                .toArray();
        double[] y = blobs.values().stream()
                .mapToDouble(blob -> blob.y() / frames.height())
                .toArray();
        return new Track(x, y);
    }
}
