package io.framefarm.protocol;

import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;

/** Consecutive frames of a shot, and of one that loops: there the first frame follows the last. */
public final class Windows {
    private Windows() {}

    public static Window of(int firstFrame, int frames) {
        return Window.newBuilder().setFirstFrame(firstFrame).setFrames(frames).build();
    }

    /** What comes out of a recipe. */
    public static Window published(Recipe recipe) {
        return of(recipe.getFirstFrame(), recipe.getFrames());
    }

    /** What is worked on together. */
    public static Window worked(Recipe recipe) {
        return recipe.hasWindow() ? recipe.getWindow() : published(recipe);
    }

    /** The absolute frame at this place of the window. */
    public static int frame(Window window, int place, int loopFrames) {
        int frame = window.getFirstFrame() + place;
        return loopFrames > 0 ? frame % loopFrames : frame;
    }

    /** The place of an absolute frame in the window; -1 when it is not in it. */
    public static int place(Window window, int frame, int loopFrames) {
        int ahead = frame - window.getFirstFrame();
        int place = loopFrames > 0 ? Math.floorMod(ahead, loopFrames) : ahead;
        return place >= 0 && place < window.getFrames() ? place : -1;
    }

    /** Whether two windows have a frame in common. */
    public static boolean meet(Window one, Window other, int loopFrames) {
        return place(one, other.getFirstFrame(), loopFrames) >= 0 || place(other, one.getFirstFrame(), loopFrames) >= 0;
    }
}
