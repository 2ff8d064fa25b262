package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** After a render was cancelled, nothing of it is dispatched, named a winner or reported, and no video of it is left. */
public final class CancelledStaysSilent implements Guarantee {
    private final Set<String> cancelled = new HashSet<>();
    private final List<String> breaches = new ArrayList<>();

    @Override
    public String promise() {
        return "a cancelled render publishes nothing";
    }

    @Override
    public void reported(RenderStatus status) {
        String id = status.getRenderId();
        if (status.getState() == RenderState.RENDER_STATE_CANCELLED) {
            cancelled.add(id);
            if (status.hasVideo()) {
                breaches.add(id + " is cancelled and has a video");
            }
        } else {
            breachIfCancelled(id, "is " + status.getState());
        }
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        breachIfCancelled(job.getRef().getRenderId(), "dispatches a segment");
    }

    @Override
    public void assembled(AssemblyCommand command) {
        if (!command.hasAbandon()) {
            breachIfCancelled(command.getRenderId(), "tells the stitcher of " + command.getCommandCase());
        }
    }

    @Override
    public void stored(StoredVideo video) {
        breachIfCancelled(video.renderId(), "has a video in the store");
    }

    private void breachIfCancelled(String renderId, String what) {
        if (cancelled.contains(renderId)) {
            breaches.add(renderId + " was cancelled and " + what);
        }
    }

    @Override
    public List<String> breaches() {
        return List.copyOf(breaches);
    }
}
