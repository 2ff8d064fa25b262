package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.stitch.Blend;
import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.deploy.guarantee.SameAsUndisturbed;
import io.framefarm.deploy.guarantee.VideoOrder;
import io.framefarm.deploy.guarantee.VideoOrder.Slot;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a history did, and knows what its videos should look like. */
final class Tally implements FarmObserver, SameAsUndisturbed.Undisturbed {
    private final Pictures pictures;
    private final Map<String, AssemblyPlan> plans = new HashMap<>();
    private final Map<String, RenderState> states = new HashMap<>();
    private int rendered;
    private int won;

    Tally(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public void assembled(AssemblyCommand command) {
        if (command.hasPlan()) {
            plans.put(command.getRenderId(), command.getPlan());
        } else if (command.hasSegmentWon()) {
            won++;
        }
    }

    @Override
    public void told(FarmEvent event) {
        if (event.hasSegmentRendered()) {
            rendered++;
        }
    }

    @Override
    public void reported(RenderStatus status) {
        states.put(status.getRenderId(), status.getState());
    }

    @Override
    public List<ByteString> framesOf(String renderId) {
        AssemblyPlan plan = plans.getOrDefault(renderId, AssemblyPlan.getDefaultInstance());
        long seed = Producers.seed(renderId);
        return VideoOrder.of(plan).stream().map(slot -> picture(seed, slot)).toList();
    }

    private ByteString picture(long seed, Slot slot) {
        List<Pictures.Picture> sources = slot.sources().stream()
                .map(place -> pictures.of(seed, place.shot(), place.frame()))
                .toList();
        return sources.size() == 1
                ? sources.get(0).sha256()
                : ByteString.copyFrom(
                        Blend.of(sources.get(0).pixels(), sources.get(1).pixels(), slot.share(), slot.of())
                                .sha256());
    }

    /** Renders whose last state is this one. */
    int ended(RenderState state) {
        return (int) states.values().stream().filter(state::equals).count();
    }

    int renders() {
        return states.size();
    }

    int rendered() {
        return rendered;
    }

    int won() {
        return won;
    }
}
