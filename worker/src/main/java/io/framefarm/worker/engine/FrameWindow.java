package io.framefarm.worker.engine;

/**
 * Consecutive frames of a shot.
 *
 * @param first absolute within the shot
 * @param loopFrames length of a shot that loops, where the first frame follows the last; else 0
 */
public record FrameWindow(int first, int frames, int loopFrames) {

    public FrameWindow {
        if (first < 0 || frames < 0 || loopFrames < 0 || (loopFrames > 0 && first >= loopFrames)) {
            throw new IllegalArgumentException("window: " + frames + " frames from " + first
                    + (loopFrames > 0 ? " of a loop of " + loopFrames : "")
                    + " (allowed: 0 and more, within the loop)");
        }
    }

    /** The absolute frame at this place. */
    int frame(int place) {
        return loopFrames > 0 ? (first + place) % loopFrames : first + place;
    }

    /** The place of an absolute frame; -1 when it is not in the window. */
    int place(int frame) {
        int place = loopFrames > 0 ? Math.floorMod(frame - first, loopFrames) : frame - first;
        return place >= 0 && place < frames ? place : -1;
    }
}
