package io.framefarm.deploy.guarantee;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whatever went wrong on the way, a video that is done shows the very pixels that an undisturbed farm would have made. */
public final class SameAsUndisturbed implements Guarantee {
    private final Undisturbed undisturbed;
    private final Set<String> done = new TreeSet<>();
    private final Map<String, StoredVideo> videos = new TreeMap<>();

    public SameAsUndisturbed(Undisturbed undisturbed) {
        this.undisturbed = undisturbed;
    }

    /** Knows the videos of a farm on which nothing went wrong. */
    public interface Undisturbed {
        List<ByteString> framesOf(String renderId);
    }

    @Override
    public String promise() {
        return "the same pixels as undisturbed";
    }

    @Override
    public void reported(RenderStatus status) {
        if (status.getState() == RenderState.RENDER_STATE_DONE) {
            done.add(status.getRenderId());
        }
    }

    @Override
    public void stored(StoredVideo video) {
        videos.put(video.renderId(), video);
    }

    @Override
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>();
        for (String renderId : done) {
            StoredVideo video = videos.get(renderId);
            if (video == null) {
                breaches.add(renderId + " has no video");
            } else {
                compare(renderId, undisturbed.framesOf(renderId), video.frames(), breaches);
            }
        }
        return breaches;
    }

    private static void compare(
            String renderId, List<ByteString> expected, List<ByteString> found, List<String> breaches) {
        if (expected.size() != found.size()) {
            breaches.add("%s has %d frames instead of %d".formatted(renderId, found.size(), expected.size()));
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                breaches.add("frame " + i + " of " + renderId + " differs");
            }
        }
    }
}
