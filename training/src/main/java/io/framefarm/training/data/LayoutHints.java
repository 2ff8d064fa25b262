package io.framefarm.training.data;

import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import java.util.List;

/** What a layout-conditioned model is shown of a clip: where something is in each frame, white on black. */
public final class LayoutHints {
    private static final int SIDE = FramePatches.SIDE;
    private static final int PLANE = SIDE * SIDE;

    private LayoutHints() {}

    /** [clips * frames, 3, 64, 64] from 0 to 1. */
    public static float[] ofClips(List<LatentClips.Clip> clips) {
        float[] hints = new float[clips.size() * Renderer.FRAMES * 3 * PLANE];
        for (int i = 0; i < clips.size(); i++) {
            float[] one = ofScene(clips.get(i).scene(), clips.get(i).seed());
            System.arraycopy(one, 0, hints, i * one.length, one.length);
        }
        return hints;
    }

    /** Of one scene: [frames, 3, 64, 64]. */
    public static float[] ofScene(Scene scene, long seed) {
        float[] masks = new float[Renderer.FRAMES * PLANE];
        new Renderer(SIDE, Renderer.FRAMES).foregroundInto(scene, seed, masks, 0);
        float[] hints = new float[3 * masks.length];
        for (int frame = 0; frame < Renderer.FRAMES; frame++) {
            for (int channel = 0; channel < 3; channel++) {
                System.arraycopy(masks, frame * PLANE, hints, (3 * frame + channel) * PLANE, PLANE);
            }
        }
        return hints;
    }
}
