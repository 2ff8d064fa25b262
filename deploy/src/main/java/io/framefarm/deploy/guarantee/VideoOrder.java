package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyPlan;
import java.util.ArrayList;
import java.util.List;

/** Which rendered frames make which frame of a video: derived from the plan once more, apart from the stitcher. */
public final class VideoOrder {
    private VideoOrder() {}

    /** A rendered frame, absolute within its shot. */
    public record Place(int shot, int frame) {}

    /**
     * One frame of the video.
     *
     * @param sources one, or the two of a crossfade
     * @param share of the second, in parts of {@code of}
     */
    public record Slot(List<Place> sources, int share, int of) {
        public Slot {
            sources = List.copyOf(sources);
        }
    }

    /** Shots follow each other; over a crossfade of n frames the last n of one and the first n of the next are mixed. */
    public static List<Slot> of(AssemblyPlan plan) {
        List<Slot> slots = new ArrayList<>();
        int fadedIn = 0;
        for (int shot = 0; shot < plan.getShotsCount(); shot++) {
            boolean last = shot == plan.getShotsCount() - 1;
            int fade =
                    last ? 0 : plan.getRequest().getShots(shot).getTransition().getCrossfadeFrames();
            int alone = plan.getShots(shot).getFrames() - fade;
            for (int frame = fadedIn; frame < alone; frame++) {
                slots.add(new Slot(List.of(new Place(shot, frame)), 0, 1));
            }
            for (int i = 0; i < fade; i++) {
                slots.add(new Slot(List.of(new Place(shot, alone + i), new Place(shot + 1, i)), i + 1, fade + 1));
            }
            fadedIn = fade;
        }
        return slots;
    }
}
