package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.AssemblyPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rendered frames make which frame of the video. Shots follow each other; over a crossfade of n frames the last n
 * of one shot and the first n of the next share n frames of the video. So the video has as many frames as all shots
 * together less those of all crossfades.
 */
final class Timeline {
    private final List<Slot> slots;

    private Timeline(List<Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    /**
     * One frame of the video.
     *
     * @param sources one frame, or the two of a crossfade, the earlier shot's first
     * @param share of the second source, in parts of {@code of}
     */
    record Slot(List<FrameId> sources, int share, int of) {
        Slot {
            sources = List.copyOf(sources);
        }
    }

    static Timeline of(AssemblyPlan plan) {
        List<Slot> slots = new ArrayList<>();
        int fadedIn = 0;
        for (int shot = 0; shot < plan.getShotsCount(); shot++) {
            int frames = plan.getShots(shot).getFrames();
            int fade = fadeAfter(plan, shot);
            if (frames < 1 || fade < 0 || (long) fadedIn + fade > frames) {
                throw new IllegalArgumentException("shot " + shot + " has " + frames + " frames, which do not hold the "
                        + fadedIn + " of the fade into it and the " + fade + " of the fade out of it");
            }
            for (int frame = fadedIn; frame < frames - fade; frame++) {
                slots.add(new Slot(List.of(new FrameId(shot, frame)), 0, 1));
            }
            addFade(slots, new FrameId(shot, frames - fade), fade);
            fadedIn = fade;
        }
        return new Timeline(slots);
    }

    /** The last shot's transition leads nowhere. */
    private static int fadeAfter(AssemblyPlan plan, int shot) {
        return shot + 1 == plan.getShotsCount()
                ? 0
                : plan.getRequest().getShots(shot).getTransition().getCrossfadeFrames();
    }

    /** The shares rise evenly, and neither shot is ever alone within the fade. */
    private static void addFade(List<Slot> slots, FrameId from, int frames) {
        for (int i = 0; i < frames; i++) {
            List<FrameId> sources =
                    List.of(new FrameId(from.shot(), from.frame() + i), new FrameId(from.shot() + 1, i));
            slots.add(new Slot(sources, i + 1, frames + 1));
        }
    }

    int length() {
        return slots.size();
    }

    Slot at(int frame) {
        return slots.get(frame);
    }
}
