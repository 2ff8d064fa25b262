package io.framefarm.coordinator.plan;

import io.framefarm.coordinator.plan.RenderPlan.PlannedShot;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;

/** Cuts the shots of a resolved request into windows. */
public final class PlanSegments {
    private PlanSegments() {}

    public static RenderPlan plan(RenderRequest resolved) {
        List<PlannedShot> shots = new ArrayList<>();
        for (int shot = 0; shot < resolved.getShotsCount(); shot++) {
            int frames = resolved.getShots(shot).getFrames();
            shots.add(new PlannedShot(recipe(resolved, shot), frames, windows(frames)));
        }
        return new RenderPlan(resolved, shots);
    }

    /** Independent windows without overlap; the last one takes what is left. */
    static List<Window> windows(int frames) {
        List<Window> windows = new ArrayList<>();
        for (int first = 0; first < frames; first += Limits.WINDOW_FRAMES) {
            windows.add(Window.newBuilder()
                    .setFirstFrame(first)
                    .setFrames(Math.min(Limits.WINDOW_FRAMES, frames - first))
                    .build());
        }
        return windows;
    }

    /** What all windows of a shot have in common. */
    private static Recipe recipe(RenderRequest request, int index) {
        Shot shot = request.getShots(index);
        return Recipe.newBuilder()
                .setModel(request.getModel())
                .addAllLoras(shot.getLorasList())
                .addAllPrompts(shot.getPromptsList())
                .setNegativePrompt(shot.getNegativePrompt())
                .setSeed(shot.getSeed())
                .setShot(index)
                .setWidth(request.getWidth())
                .setHeight(request.getHeight())
                .setSampling(shot.getSampling())
                .setContinuity(shot.getContinuity())
                .build();
    }
}
