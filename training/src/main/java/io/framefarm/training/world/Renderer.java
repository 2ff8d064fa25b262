package io.framefarm.training.world;

import java.util.Objects;
import java.util.function.ObjIntConsumer;

/**
 * Renders clips of scenes: the same scene and seed give the same pixels on every machine. A renderer keeps one canvas
 * and belongs to one thread.
 */
public final class Renderer {
    /** The frames of a clip of the demo model. */
    public static final int FRAMES = 16;

    /** What bounces is where it was so many frames before: as far as the windows of a long shot lie apart. */
    public static final int BOUNCE_FRAMES = 12;

    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 1024;
    private static final Figure.Layer SPRINGBOARD =
            new Figure.Layer(Shape.box(-0.3, 0, 0.3, 0.085, 0.02), Figure.Paint.WHITE, 0, 0, 0.32);

    private final int side;
    private final int frames;
    private final Canvas canvas;

    public Renderer(int side, int frames) {
        if (side < SMALLEST_SIDE || side > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "side of " + side + " pixels: must be " + SMALLEST_SIDE + " to " + LARGEST_SIDE);
        }
        if (frames < 1) {
            throw new IllegalArgumentException(frames + " frames: a clip has at least one");
        }
        this.side = side;
        this.frames = frames;
        this.canvas = new Canvas(side);
    }

    /** The clip as interleaved RGB bytes, [frames][side * side * 3]. */
    public byte[][] clip(Scene scene, long seed) {
        byte[][] clip = new byte[frames][];
        forEachFrame(scene, seed, (painted, frame) -> clip[frame] = painted.bytes());
        return clip;
    }

    /** Writes the clip as [frames, 3, side, side] in [-1, 1]. */
    public void clipInto(Scene scene, long seed, float[] target, int offset) {
        int size = 3 * side * side;
        Objects.checkFromIndexSize(offset, frames * size, target.length);
        forEachFrame(scene, seed, (painted, frame) -> painted.writePlanes(target, offset + frame * size));
    }

    /** Writes what is not background (subject, trail, springboard) as [frames, side, side] in [0, 1]. */
    public void foregroundInto(Scene scene, long seed, float[] target, int offset) {
        int size = side * side;
        Objects.checkFromIndexSize(offset, frames * size, target.length);
        forEachFrame(scene, seed, (painted, frame) -> painted.writeForeground(target, offset + frame * size));
    }

    /** Writes one frame of the clip as [3, side, side] in [-1, 1]. */
    public void frameInto(Scene scene, long seed, int frame, float[] target, int offset) {
        Objects.checkIndex(frame, frames);
        Objects.checkFromIndexSize(offset, 3 * side * side, target.length);
        paint(scene, new Trajectory(scene, seed).at(moment(frame)));
        canvas.writePlanes(target, offset);
    }

    /** Writes one frame's foreground as [side, side] in [0, 1]. */
    public void frameForegroundInto(Scene scene, long seed, int frame, float[] target, int offset) {
        Objects.checkIndex(frame, frames);
        Objects.checkFromIndexSize(offset, side * side, target.length);
        paint(scene, new Trajectory(scene, seed).at(moment(frame)));
        canvas.writeForeground(target, offset);
    }

    private void forEachFrame(Scene scene, long seed, ObjIntConsumer<Canvas> use) {
        Trajectory trajectory = new Trajectory(scene, seed);
        for (int frame = 0; frame < frames; frame++) {
            paint(scene, trajectory.at(moment(frame)));
            use.accept(canvas, frame);
        }
    }

    private double moment(int frame) {
        return frames == 1 ? 0.5 : frame / (frames - 1.0);
    }

    private void paint(Scene scene, Pose pose) {
        canvas.fill(scene.background());
        if (scene.motion() == Motion.BOUNCING) {
            Pose board = new Pose(pose.x(), Trajectory.FLOOR, 1, Heading.RIGHT, 1);
            paint(SPRINGBOARD, scene, board);
        }
        if (scene.motion().travels()) {
            paint(Figure.trailOf(scene.subject()), scene, pose);
        }
        for (Figure.Layer layer : Figure.of(scene.subject()).layers()) {
            paint(layer, scene, pose);
        }
    }

    private void paint(Figure.Layer layer, Scene scene, Pose pose) {
        canvas.paint(layer, layer.paint().rgb(scene.colour()), pose);
    }
}
