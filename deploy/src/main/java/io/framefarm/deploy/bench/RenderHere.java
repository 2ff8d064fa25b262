package io.framefarm.deploy.bench;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.SegmentRenderer.Rendering;
import io.framefarm.worker.latents.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders the shots of a plan in this process, segment by segment, as one worker of a farm would. */
public final class RenderHere {

    private final SegmentRenderer renderer;

    public RenderHere(SegmentRenderer renderer) {
        this.renderer = renderer;
    }

    /** Takes the frames of a shot, not in their order. */
    public interface FrameSink {
        void frame(int absoluteFrame, RgbFrame frame);
    }

    /** Returns when all frames of the shot are delivered; holds no latents longer than somebody needs them. */
    public void render(RenderPlan plan, int shot, FrameSink sink) throws RenderFailure, RenderCancelled {
        Map<Integer, Integer> lastUse = lastUse(plan, shot);
        Map<Integer, ByteString> latents = new HashMap<>();
        for (int number = 0; number < plan.segments(shot); number++) {
            int done = number;
            Recipe.Builder recipe = plan.recipe(shot, number).toBuilder();
            List<ByteString> inputs = new ArrayList<>();
            for (LatentInput.Builder input : recipe.getInputsBuilderList()) {
                ByteString values = latents.getOrDefault(input.getSegment(), ByteString.EMPTY);
                input.setSha256(Sha256.of(values));
                inputs.add(values);
            }
            Rendering rendering = renderer.render(recipe.build(), inputs, (step, steps) -> {}, new Cancellation());
            for (int i = 0; i < rendering.frames().size(); i++) {
                sink.frame(recipe.getFirstFrame() + i, rendering.frames().get(i));
            }
            latents.put(number, rendering.latents());
            latents.keySet().removeIf(segment -> lastUse.getOrDefault(segment, -1) <= done);
        }
    }

    private static Map<Integer, Integer> lastUse(RenderPlan plan, int shot) {
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (int number = 0; number < plan.segments(shot); number++) {
            for (int need : plan.segment(shot, number).needs()) {
                lastUse.put(need, number);
            }
        }
        return lastUse;
    }
}
