package io.framefarm.deploy.guarantee;

import com.google.protobuf.ByteString;
import io.framefarm.deploy.guarantee.VideoOrder.Place;
import io.framefarm.deploy.guarantee.VideoOrder.Slot;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentWon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The video of each render that is done holds every frame of every shot in its place, as some winner of its segment
 * rendered it, and nothing else.
 */
public final class EveryFrameExactlyOnce implements Guarantee {
    private final Mixed mixed;
    private final Map<String, Expected> plans = new HashMap<>();
    private final Map<String, RenderStatus> done = new TreeMap<>();
    private final Map<String, StoredVideo> videos = new HashMap<>();
    private int checked;
    private int lost;
    private int doubled;

    /** @param mixed what the frames of crossfades are compared with */
    public EveryFrameExactlyOnce(Mixed mixed) {
        this.mixed = mixed;
    }

    /** Knows what two rendered frames look like when they are mixed. */
    public interface Mixed {
        /** For those who cannot see the pixels: frames within crossfades are counted, not compared. */
        Mixed UNSEEN = (first, second, share, of, found) -> true;

        /** Whether the picture found is {@code share} parts of {@code of} of the second, and the rest of the first. */
        boolean is(ByteString first, ByteString second, int share, int of, ByteString found);
    }

    private static final class Expected {
        private final AssemblyPlan plan;
        private final Map<Place, Set<ByteString>> pictures = new HashMap<>();

        private Expected(AssemblyPlan plan) {
            this.plan = plan;
        }

        private Set<ByteString> at(Place place) {
            return pictures.getOrDefault(place, Set.of());
        }
    }

    @Override
    public String promise() {
        return "every frame exactly once, in order";
    }

    @Override
    public void assembled(AssemblyCommand command) {
        switch (command.getCommandCase()) {
            case PLAN -> plans.put(command.getRenderId(), new Expected(command.getPlan()));
            case SEGMENT_WON -> won(command.getRenderId(), command.getSegmentWon());
            case ABANDON, COMMAND_NOT_SET -> {}
        }
    }

    private void won(String renderId, SegmentWon won) {
        Expected expected = plans.get(renderId);
        if (expected != null) {
            for (FrameDigest digest : won.getFramesList()) {
                Place place = new Place(won.getRef().getShot(), digest.getFrame());
                expected.pictures.computeIfAbsent(place, any -> new HashSet<>()).add(digest.getSha256());
            }
        }
    }

    @Override
    public void reported(RenderStatus status) {
        if (status.getState() == RenderState.RENDER_STATE_DONE) {
            done.put(status.getRenderId(), status);
        }
    }

    @Override
    public void stored(StoredVideo video) {
        videos.put(video.renderId(), video);
    }

    /** Frames of finished videos that were compared; known after {@link #breaches}. */
    public int checked() {
        return checked;
    }

    /** Frames that should have been in a video and were not. */
    public int lost() {
        return lost;
    }

    /** Frames that were in a video more than once. */
    public int doubled() {
        return doubled;
    }

    @Override
    public List<String> breaches() {
        checked = 0;
        lost = 0;
        doubled = 0;
        List<String> breaches = new ArrayList<>();
        done.forEach((renderId, status) -> {
            Expected expected = plans.get(renderId);
            StoredVideo video = videos.get(renderId);
            if (expected == null || video == null) {
                lost += status.getFramesTotal();
                breaches.add(renderId + " is done, but " + (video == null ? "there is no video" : "had no plan"));
            } else {
                compare(renderId, VideoOrder.of(expected.plan), expected, video.frames(), breaches);
            }
        });
        return breaches;
    }

    private void compare(
            String renderId, List<Slot> slots, Expected expected, List<ByteString> found, List<String> breaches) {
        if (found.size() != slots.size()) {
            lost += Math.max(0, slots.size() - found.size());
            doubled += Math.max(0, found.size() - slots.size());
            breaches.add("%s has %d frames instead of %d".formatted(renderId, found.size(), slots.size()));
        }
        Map<ByteString, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(found.size(), slots.size()); i++) {
            checked++;
            if (!fits(slots.get(i), expected, found.get(i))) {
                Integer before = seen.get(found.get(i));
                lost++;
                doubled += before == null ? 0 : 1;
                breaches.add("frame %d of %s is not %s%s"
                        .formatted(
                                i,
                                renderId,
                                slots.get(i).sources(),
                                before == null ? "" : ", but frame " + before + " once more"));
            }
            seen.putIfAbsent(found.get(i), i);
        }
    }

    private boolean fits(Slot slot, Expected expected, ByteString found) {
        Set<ByteString> first = expected.at(slot.sources().get(0));
        if (slot.sources().size() == 1) {
            return first.contains(found);
        }
        Set<ByteString> second = expected.at(slot.sources().get(1));
        return first.stream()
                .anyMatch(one -> second.stream().anyMatch(two -> mixed.is(one, two, slot.share(), slot.of(), found)));
    }
}
