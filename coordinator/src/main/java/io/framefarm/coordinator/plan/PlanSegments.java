package io.framefarm.coordinator.plan;

import io.framefarm.coordinator.plan.RenderPlan.PlannedShot;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import java.util.ArrayList;
import java.util.List;

/** Splits the shots of a resolved request into segments. */
public final class PlanSegments {
    private PlanSegments() {}

    public static RenderPlan plan(RenderRequest resolved) {
        List<PlannedShot> shots = new ArrayList<>();
        for (int index = 0; index < resolved.getShotsCount(); index++) {
            Shot shot = resolved.getShots(index);
            shots.add(new PlannedShot(recipe(resolved, index), shot.getFrames(), segments(shot)));
        }
        return new RenderPlan(resolved, shots);
    }

    /** A segment needs only segments before it, so that their order is one in which they can be done. */
    static List<PlannedSegment> segments(Shot shot) {
        int frames = shot.getFrames();
        if (frames <= Limits.WINDOW_FRAMES && !shot.getLoop()) {
            return CutShot.plan(frames);
        }
        return switch (shot.getContinuity()) {
            case CONTINUITY_OVERLAP -> OverlapShot.plan(frames, shot.getLoop(), shot.getSeamSteps());
            case CONTINUITY_FUSED ->
                FusedShot.plan(frames, shot.getLoop(), shot.getSampling().getSteps());
            case CONTINUITY_CHAIN -> ChainShot.plan(frames, shot.getLoop());
            case CONTINUITY_CUT, CONTINUITY_UNSPECIFIED, UNRECOGNIZED -> CutShot.plan(frames);
        };
    }

    /** What all windows of a shot have in common. */
    private static Recipe recipe(RenderRequest request, int index) {
        Shot shot = request.getShots(index);
        Recipe.Builder recipe = Recipe.newBuilder()
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
                .setDraft(request.getDraft());
        if (shot.getLoop()) {
            recipe.setLoopFrames(shot.getFrames());
            closeSchedule(recipe, shot);
        }
        return recipe.build();
    }

    /** Behind the last frame of a loop comes the first prompt again. */
    private static void closeSchedule(Recipe.Builder recipe, Shot shot) {
        if (shot.getPromptsCount() > 1) {
            recipe.addPrompts(shot.getPrompts(0).toBuilder().setFrame(shot.getFrames()));
        }
    }
}
