package io.framefarm.coordinator.plan;

import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.v1.PlanReport;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.SegmentKind;
import io.framefarm.protocol.v1.SegmentReport;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.ShotReport;
import io.framefarm.protocol.v1.WorkEstimate;
import java.util.List;

/** Says what the farm would do for a request: shots, segments, what needs what, and how much there is to compute. */
public final class DescribePlan {
    /** An assumption, not a measurement: what one fast card of 2023 keeps up in half precision. */
    public static final double USUAL_TERAFLOPS = 40;

    /** What packs of distilled models have, and others. */
    private static final int USUAL_STEPS = 4;

    private static final int UNDISTILLED_STEPS = 25;

    private final RenderRequest request;
    private final RenderPlan plan;
    private final double teraflops;

    private DescribePlan(RenderRequest request, double teraflops) {
        // The id decides about seeds alone, and they change no plan.
        this.request = ResolveRequest.resolve("plan", request);
        this.plan = PlanSegments.plan(this.request);
        this.teraflops = teraflops;
    }

    /**
     * Plans a request.
     *
     * @param teraflops that a worker computes in a second; above 0
     * @throws InvalidRequestException with every problem of the request
     */
    public static PlanReport of(RenderRequest request, double teraflops) {
        if (!(teraflops > 0)) {
            throw new IllegalArgumentException("teraflops: " + teraflops + " (allowed: above 0)");
        }
        List<Problem> problems = RequestValidation.problems(request);
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        return new DescribePlan(request, teraflops).report();
    }

    private PlanReport report() {
        PlanReport.Builder report = PlanReport.newBuilder()
                .setFrames(plan.frames())
                .setVideoFrames(plan.videoFrames())
                .setAssumedTeraflops(teraflops);
        WorkEstimate.Builder work = report.getWorkBuilder();
        for (int shot = 0; shot < plan.shots(); shot++) {
            ShotReport described = shot(shot);
            report.addShots(described);
            report.setJobs(report.getJobs() + described.getSegmentsCount());
            add(work, described.getWork());
        }
        return report.build();
    }

    /** Shots do not wait for each other. */
    private static void add(WorkEstimate.Builder sum, WorkEstimate work) {
        sum.setFrameSteps(sum.getFrameSteps() + work.getFrameSteps())
                .setDecodedFrames(sum.getDecodedFrames() + work.getDecodedFrames())
                .setGpuSeconds(sum.getGpuSeconds() + work.getGpuSeconds())
                .setShortestSeconds(Math.max(sum.getShortestSeconds(), work.getShortestSeconds()));
    }

    private ShotReport shot(int index) {
        Shot shot = request.getShots(index);
        int steps = steps(shot.getSampling());
        ShotReport.Builder report = ShotReport.newBuilder()
                .setShot(index)
                .setFrames(shot.getFrames())
                .setContinuity(shot.getContinuity())
                .setLoop(shot.getLoop())
                .setSteps(steps)
                .setStepsAssumed(!shot.getSampling().hasSteps());
        RenderWork work = RenderWork.NONE;
        double[] doneAt = new double[plan.segments(index)];
        double longest = 0;
        for (int number = 0; number < doneAt.length; number++) {
            PlannedSegment segment = plan.segment(index, number);
            RenderWork own = RenderWork.of(segment, steps)
                    .guided(isGuided(shot.getSampling()))
                    .drafted(request.getDraft());
            double begins = segment.needs().stream()
                    .mapToDouble(need -> doneAt[need])
                    .max()
                    .orElse(0);
            doneAt[number] = begins + seconds(own);
            longest = Math.max(longest, doneAt[number]);
            work = work.plus(own);
            report.addSegments(segment(number, segment, seconds(own)));
        }
        return report.setWork(WorkEstimate.newBuilder()
                        .setFrameSteps(work.frameSteps())
                        .setDecodedFrames(work.decodedFrames() + work.draftFrames())
                        .setGpuSeconds(seconds(work))
                        .setShortestSeconds(longest))
                .build();
    }

    private static SegmentReport segment(int number, PlannedSegment segment, double seconds) {
        SegmentReport.Builder report = SegmentReport.newBuilder()
                .setSegment(number)
                .setWindow(segment.window())
                .setFrames(segment.published())
                .addAllNeeds(segment.needs())
                .setGpuSeconds(seconds);
        return switch (segment.own().getPartCase()) {
            case PART_NOT_SET -> report.setKind(SegmentKind.SEGMENT_KIND_SAMPLE).build();
            case STEP ->
                report.setKind(SegmentKind.SEGMENT_KIND_STEP)
                        .setStep(segment.own().getStep())
                        .build();
            case LAST_STEPS ->
                report.setKind(SegmentKind.SEGMENT_KIND_BLEND)
                        .setStep(segment.own().getLastSteps())
                        .build();
        };
    }

    private double seconds(RenderWork work) {
        return work.teraflop((long) request.getWidth() * request.getHeight()) / teraflops;
    }

    private static int steps(Sampling sampling) {
        if (sampling.hasSteps()) {
            return sampling.getSteps();
        }
        return isDistilled(sampling) ? USUAL_STEPS : UNDISTILLED_STEPS;
    }

    private static boolean isGuided(Sampling sampling) {
        return sampling.hasGuidance() ? sampling.getGuidance() != 1 : !isDistilled(sampling);
    }

    private static boolean isDistilled(Sampling sampling) {
        return sampling.getSampler() == Sampler.SAMPLER_LCM || sampling.getSampler() == Sampler.SAMPLER_UNSPECIFIED;
    }
}
