package io.framefarm.worker.engine;

import java.util.List;

/**
 * Which part of the way from noise to frames a segment goes, and what it takes and gives. The segments of a shot that
 * must show no seams share noise and hand latents to each other.
 *
 * @param published the frames that are decoded; none of a segment that only hands on latents
 * @param loopFrames length of a shot that loops; else 0
 * @param way how it is sampled
 * @param step of {@link Way#STEP} which, from 0; of {@link Way#LAST_STEPS} how many; else 0
 * @param sharesNoise whether the window starts from the noise of the shot's first window, rescheduled
 * @param keepsLatents whether the latents of the window are handed on
 * @param given latents of other segments
 */
public record Part(
        FrameWindow published,
        int loopFrames,
        Way way,
        int step,
        boolean sharesNoise,
        boolean keepsLatents,
        List<GivenLatents> given) {

    /** How a segment gets from what it starts with to what it gives. */
    public enum Way {
        /** All steps from noise; frames that are given are held to what was given. */
        WHOLE,
        /** One step, on what was given or on noise. */
        STEP,
        /** The last steps again on what was given, or none; frames that are not published are held. */
        LAST_STEPS
    }

    public Part {
        given = List.copyOf(given);
        if (step < 0) {
            throw new IllegalArgumentException("step: " + step + " (allowed: 0 and more)");
        }
    }

    /** Whether it begins, or also ends, with frames of other windows. */
    boolean continues() {
        return way == Way.WHOLE && !given.isEmpty();
    }

    /** Whether the network is asked at all. */
    boolean samples() {
        return way != Way.LAST_STEPS || step > 0;
    }

    /** Whether it goes all the way, and nothing but noise is there at its beginning. */
    boolean startsFromNoise() {
        return way == Way.WHOLE && given.isEmpty();
    }

    /** How many steps it takes of those of a whole run. */
    int steps(int whole) {
        return switch (way) {
            case WHOLE -> whole;
            case STEP -> 1;
            case LAST_STEPS -> Math.min(step, whole);
        };
    }

    /** From noise to the frames of a window that stands alone. */
    public static Part alone(int firstFrame, int frames) {
        return new Part(new FrameWindow(firstFrame, frames, 0), 0, Way.WHOLE, 0, false, false, List.of());
    }
}
