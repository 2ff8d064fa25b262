package io.framefarm.worker.render;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;
import io.framefarm.worker.engine.FrameWindow;
import io.framefarm.worker.engine.GivenLatents;
import io.framefarm.worker.engine.Part;
import io.framefarm.worker.engine.Part.Way;
import java.util.ArrayList;
import java.util.List;

/** How a recipe stands to the other segments of its shot. */
final class ReadPart {

    private ReadPart() {}

    static Part of(Recipe message, List<ByteString> latents) {
        return new Part(
                new FrameWindow(message.getFirstFrame(), message.getFrames(), 0),
                message.getLoopFrames(),
                way(message),
                message.hasStep() ? message.getStep() : message.getLastSteps(),
                sharesNoise(message.getContinuity()),
                message.getKeepsLatents(),
                given(message, latents));
    }

    private static Way way(Recipe message) {
        return switch (message.getPartCase()) {
            case STEP -> Way.STEP;
            case LAST_STEPS -> Way.LAST_STEPS;
            case PART_NOT_SET -> Way.WHOLE;
        };
    }

    private static boolean sharesNoise(Continuity continuity) {
        return switch (continuity) {
            case CONTINUITY_OVERLAP, CONTINUITY_FUSED, CONTINUITY_CHAIN -> true;
            case CONTINUITY_UNSPECIFIED, CONTINUITY_CUT -> false;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "continuity: this worker does not know the value (allowed: cut, overlap, fused, chain)");
        };
    }

    private static List<GivenLatents> given(Recipe message, List<ByteString> latents) {
        List<GivenLatents> given = new ArrayList<>();
        for (int i = 0; i < latents.size(); i++) {
            Window window = message.getInputs(i).getWindow();
            int valueBytes = latents.get(i).size();
            if (valueBytes % (Float.BYTES * Math.max(1, window.getFrames())) != 0) {
                throw new IllegalArgumentException("inputs[" + i + "]: " + valueBytes + " bytes for "
                        + window.getFrames() + " frames (allowed: whole values for each)");
            }
            FrameWindow frames = new FrameWindow(window.getFirstFrame(), window.getFrames(), message.getLoopFrames());
            given.add(new GivenLatents(frames, LatentBytes.read(latents.get(i))));
        }
        return given;
    }
}
