package io.framefarm.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContinuityPlanTest {

    private static final int STEPS = 4;

    private static void forAllShots(Consumer<Shot> check) {
        shots().forEach(shot -> {
            try {
                check.accept(shot);
            } catch (AssertionError e) {
                throw new AssertionError("of the shot " + shot, e);
            }
        });
    }

    private static List<Shot> shots() {
        List<Shot> shots = new ArrayList<>();
        IntStream lengths = IntStream.concat(IntStream.rangeClosed(1, 50), IntStream.of(100, 1000));
        lengths.forEach(frames -> {
            for (Continuity continuity : List.of(
                    Continuity.CONTINUITY_CUT,
                    Continuity.CONTINUITY_OVERLAP,
                    Continuity.CONTINUITY_FUSED,
                    Continuity.CONTINUITY_CHAIN)) {
                shots.add(shot(continuity, frames).build());
                if (continuity != Continuity.CONTINUITY_CUT && frames >= 20) {
                    shots.add(shot(continuity, frames).setLoop(true).build());
                }
            }
        });
        shots.add(shot(Continuity.CONTINUITY_FUSED, 16).setLoop(true).build());
        return shots;
    }

    @Test
    void everyFrameComesOutOnceOfSegmentsThatNeedOnlyEarlierOnes() {
        forAllShots(shot -> {
            int[] times = new int[shot.getFrames()];
            List<PlannedSegment> segments = PlanSegments.segments(shot);
            for (int i = 0; i < segments.size(); i++) {
                int number = i;
                Window published = segments.get(i).published();
                for (int f = 0; f < published.getFrames(); f++) {
                    times[published.getFirstFrame() + f]++;
                }
                assertThat(segments.get(i).needs())
                        .allMatch(need -> need < number)
                        .doesNotHaveDuplicates();
            }
            assertThat(times).containsOnly(1);
        });
    }

    @Test
    void segmentsAreSampledInFullWindowsAndGiveFramesOfTheirWindow() {
        forAllShots(shot -> {
            int loop = shot.getLoop() ? shot.getFrames() : 0;
            for (PlannedSegment segment : PlanSegments.segments(shot)) {
                if (!segment.own().hasLastSteps()) {
                    assertThat(segment.window().getFrames()).isEqualTo(Math.min(16, shot.getFrames()));
                }
                for (int i = 0; i < segment.published().getFrames(); i++) {
                    int frame = segment.published().getFirstFrame() + i;
                    assertThat(Windows.place(segment.window(), frame, loop)).isNotNegative();
                }
            }
        });
    }

    @Test
    void whatASegmentNeedsIsHandedOnAndCoversWhatItWorksOn() {
        forAllShots(shot -> {
            int loop = shot.getLoop() ? shot.getFrames() : 0;
            List<PlannedSegment> segments = PlanSegments.segments(shot);
            for (PlannedSegment segment : segments) {
                for (LatentInput input : segment.own().getInputsList()) {
                    PlannedSegment from = segments.get(input.getSegment());
                    assertThat(from.own().getKeepsLatents()).isTrue();
                    assertThat(input.getWindow()).isEqualTo(from.window());
                }
                if (segment.own().hasLastSteps() || segment.own().getStep() > 0) {
                    for (int i = 0; i < segment.window().getFrames(); i++) {
                        int frame = Windows.frame(segment.window(), i, loop);
                        assertThat(segment.own().getInputsList())
                                .anyMatch(input -> Windows.place(input.getWindow(), frame, loop) >= 0);
                    }
                }
            }
        });
    }

    @Test
    void everyChainedSegmentHoldsFourFramesOrMoreAndAddsOne() {
        forAllShots(shot -> {
            if (shot.getContinuity() != Continuity.CONTINUITY_CHAIN || shot.getFrames() <= 16) {
                return;
            }
            List<PlannedSegment> segments = PlanSegments.segments(shot);
            for (PlannedSegment segment : segments.subList(1, segments.size())) {
                int held = segment.window().getFrames() - segment.published().getFrames();
                assertThat(held).isGreaterThanOrEqualTo(shot.getLoop() && segment.equals(last(segments)) ? 8 : 4);
                assertThat(segment.published().getFrames()).isPositive();
            }
        });
    }

    @Test
    void anOverlapIsASegmentOfItsOwnThatFollowsBothWindows() {
        List<PlannedSegment> segments =
                PlanSegments.segments(shot(Continuity.CONTINUITY_OVERLAP, 40).build());

        assertThat(segments)
                .extracting(PlannedSegment::window)
                .containsExactly(
                        Windows.of(0, 16),
                        Windows.of(12, 16),
                        Windows.of(12, 4),
                        Windows.of(24, 16),
                        Windows.of(24, 4));
        assertThat(segments)
                .extracting(PlannedSegment::published)
                .containsExactly(
                        Windows.of(0, 12), Windows.of(16, 8), Windows.of(12, 4), Windows.of(28, 12), Windows.of(24, 4));
        assertThat(segments.get(2).needs()).containsExactly(0, 1);
        assertThat(segments.get(4).needs()).containsExactly(1, 3);
    }

    @Test
    void aRefinedSeamLiesInTheMiddleOfAFullWindow() {
        Shot refined = shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(2).build();

        PlannedSegment seam = last(PlanSegments.segments(refined));

        assertThat(seam.window()).isEqualTo(Windows.of(6, 16));
        assertThat(seam.published()).isEqualTo(Windows.of(10, 8));
        assertThat(seam.own().getLastSteps()).isEqualTo(2);
        assertThat(seam.frameSteps(STEPS)).isEqualTo(32);
    }

    @Test
    void seamsThatAreRefinedLeaveEachWindowFramesOfItsOwn() {
        for (boolean loop : new boolean[] {false, true}) {
            for (int frames = 20; frames < 80; frames++) {
                Shot.Builder refined =
                        shot(Continuity.CONTINUITY_OVERLAP, frames).setLoop(loop);
                List<PlannedSegment> faded = PlanSegments.segments(refined.build());
                List<PlannedSegment> segments =
                        PlanSegments.segments(refined.setSeamSteps(1).build());

                assertThat(segments).hasSameSizeAs(faded);
                assertThat(published(segments)).containsExactlyInAnyOrderElementsOf(published(faded));
                for (int i = 0; i < segments.size(); i++) {
                    boolean own = faded.get(i).published().getFrames() > 0;
                    assertThat(segments.get(i).published().getFrames() > 0).isEqualTo(own);
                }
            }
        }
    }

    private static List<Integer> published(List<PlannedSegment> segments) {
        return segments.stream()
                .map(PlannedSegment::published)
                .flatMap(window ->
                        IntStream.range(0, window.getFrames()).mapToObj(place -> window.getFirstFrame() + place))
                .toList();
    }

    @Test
    void fusedWindowsMoveFromStepToStep() {
        List<PlannedSegment> segments =
                PlanSegments.segments(shot(Continuity.CONTINUITY_FUSED, 64).build());

        assertThat(startsAt(segments, 0)).containsExactly(0, 12, 24, 36, 48);
        assertThat(startsAt(segments, 1)).containsExactly(0, 6, 18, 30, 42, 48);
        assertThat(startsAt(segments, 2)).containsExactly(0, 3, 15, 27, 39, 48);
        assertThat(startsAt(segments, 3)).containsExactly(0, 9, 21, 33, 45, 48);
        assertThat(segments.stream().filter(segment -> segment.published().getFrames() > 0))
                .hasSize(4)
                .allMatch(segment -> segment.own().hasLastSteps());
    }

    @Test
    void theFirstFramesOfALongFusedShotAreReadyLongBeforeItsLastWindowIsBegun() {
        List<PlannedSegment> segments =
                PlanSegments.segments(shot(Continuity.CONTINUITY_FUSED, 1000).build());

        int firstDecoded = segments.indexOf(segments.stream()
                .filter(segment -> segment.published().getFrames() > 0)
                .findFirst()
                .orElseThrow());

        assertThat(firstDecoded).isLessThan(30);
        assertThat(segments).hasSize(398);
    }

    @Test
    void aShotOfOneWindowIsTheSameWhateverItsContinuity() {
        for (Continuity continuity :
                List.of(Continuity.CONTINUITY_OVERLAP, Continuity.CONTINUITY_FUSED, Continuity.CONTINUITY_CHAIN)) {
            assertThat(PlanSegments.segments(shot(continuity, 16).build()))
                    .isEqualTo(PlanSegments.segments(
                            shot(Continuity.CONTINUITY_CUT, 16).build()));
        }
    }

    @Test
    void theScheduleOfALoopReturnsToItsFirstPrompt() {
        Shot looping = shot(Continuity.CONTINUITY_CHAIN, 32)
                .clearPrompt()
                .addPrompts(PromptAt.newBuilder().setPrompt("dawn"))
                .addPrompts(PromptAt.newBuilder().setFrame(16).setPrompt("dusk"))
                .setLoop(true)
                .build();

        Recipe recipe = planned(looping).recipe(0, 0);

        assertThat(recipe.getLoopFrames()).isEqualTo(32);
        assertThat(recipe.getPromptsList()).extracting(PromptAt::getFrame).containsExactly(0, 16, 32);
        assertThat(recipe.getPrompts(2).getPrompt()).isEqualTo("dawn");
    }

    @Test
    void aShotTakesItsContinuityFromTheRequest() {
        RenderRequest request = RenderRequest.newBuilder()
                .setContinuity(Continuity.CONTINUITY_CHAIN)
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(40))
                .addShots(shot(Continuity.CONTINUITY_CUT, 40))
                .build();

        RenderRequest resolved = ResolveRequest.resolve("r1", request);

        assertThat(resolved.getShots(0).getContinuity()).isEqualTo(Continuity.CONTINUITY_CHAIN);
        assertThat(resolved.getShots(1).getContinuity()).isEqualTo(Continuity.CONTINUITY_CUT);
    }

    private static List<Integer> startsAt(List<PlannedSegment> segments, int step) {
        return segments.stream()
                .filter(segment -> segment.own().hasStep() && segment.own().getStep() == step)
                .map(segment -> segment.window().getFirstFrame())
                .sorted()
                .toList();
    }

    private static RenderPlan planned(Shot shot) {
        RenderRequest request = RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(Limits.MIN_SIDE)
                .setHeight(Limits.MIN_SIDE)
                .addShots(shot)
                .build();
        return PlanSegments.plan(ResolveRequest.resolve("r1", request));
    }

    private static PlannedSegment last(List<PlannedSegment> segments) {
        return segments.get(segments.size() - 1);
    }

    private static Shot.Builder shot(Continuity continuity, int frames) {
        return Shot.newBuilder()
                .setPrompt("a cat")
                .setFrames(frames)
                .setContinuity(continuity)
                .setSampling(Sampling.newBuilder().setSteps(STEPS));
    }
}
