package io.framefarm.deploy.bench;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders the same prompts in one way after another and says how much the seams show. */
public final class MeasureSeams {

    private final SegmentRenderer renderer;
    private final RenderRequest common;
    private final Observer observer;

    /**
     * Prepares a series.
     *
     * @param common all of a request but the shot
     */
    public MeasureSeams(SegmentRenderer renderer, RenderRequest common, Observer observer) {
        this.renderer = renderer;
        this.common = common;
        this.observer = observer;
    }

    /** Takes each video as it is done. */
    public interface Observer {
        void rendered(Way way, int prompt, List<RgbFrame> frames);
    }

    /**
     * One way to render a shot.
     *
     * @param name for people
     * @param shot all of it but the prompt
     */
    public record Way(String name, Shot shot) {}

    /** What came of one way; {@code seams} is null where the shot has no borders. */
    public record Row(Way way, int videos, @Nullable SeamMeasure seams) {}

    /** Each prompt has a seed of its own, which is the same in every way. */
    public Row measure(Way way, List<String> prompts) throws RenderFailure, RenderCancelled {
        SeamMeasure measure = new SeamMeasure();
        for (int i = 0; i < prompts.size(); i++) {
            RenderPlan plan = plan(way, prompts.get(i), i);
            TreeMap<Integer, RgbFrame> frames = new TreeMap<>();
            new RenderHere(renderer).render(plan, 0, frames::put);
            List<RgbFrame> video = new ArrayList<>(frames.values());
            measure.add(video, SeamBorders.of(plan, 0));
            observer.rendered(way, i, video);
        }
        return new Row(way, prompts.size(), measure.borders() == 0 ? null : measure);
    }

    private RenderPlan plan(Way way, String prompt, int number) {
        RenderRequest request = common.toBuilder()
                .clearShots()
                .addShots(way.shot().toBuilder().setPrompt(prompt).setSeed(common.getSeed() + number))
                .build();
        List<Problem> problems = RequestValidation.problems(request);
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        return PlanSegments.plan(ResolveRequest.resolve("seams", request));
    }
}
