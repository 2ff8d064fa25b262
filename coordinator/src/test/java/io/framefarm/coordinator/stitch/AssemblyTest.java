package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final Attempt ONE = TestRenders.attempt(1, "w1");
    private static final Attempt OTHER = TestRenders.attempt(1, "w2");
    private static final Attempt LATER = TestRenders.attempt(2, "w2");
    private static final SegmentRef FIRST = TestRenders.ref("r", 0, 0);

    private final Assembly assembly = new Assembly("r", TestRenders.plan(0));
    private long offset;

    @Test
    void framesAreHandedOutInOrderHoweverTheyCome() {
        List<SegmentRef> backwards = new ArrayList<>(TestRenders.segments("r"));
        java.util.Collections.reverse(backwards);
        backwards.forEach(ref -> render(ref, ONE));

        List<Integer> indices = new ArrayList<>();
        take().forEach(due -> indices.add(due.index()));

        assertThat(indices).hasSize(32).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nothingIsDueBeforeItsWinnerIsNamed() {
        offer(FIRST, ONE);
        assertThat(assembly.takeNext()).isEmpty();

        assembly.won(TestRenders.won(FIRST, ONE));
        assertThat(take()).hasSize(8);
    }

    @Test
    void nothingIsDueBeforeItsFrameHasCome() {
        assembly.won(TestRenders.won(FIRST, ONE));
        assertThat(assembly.takeNext()).isEmpty();

        offer(FIRST, ONE);
        assertThat(take()).hasSize(8);
    }

    @Test
    void onlyTheWinnersFramesAreHandedOut() {
        offer(FIRST, OTHER);
        offer(FIRST, ONE);

        List<FrameEntry> lost = assembly.won(TestRenders.won(FIRST, ONE));

        assertThat(lost).hasSize(8).allMatch(entry -> entry.attempt().equals(OTHER));
        assertThat(take())
                .allMatch(due -> due.sources().get(0).entry().attempt().equals(ONE));
    }

    @Test
    void framesOfTheLosingAttemptAreStale() {
        assembly.won(TestRenders.won(FIRST, ONE));

        assertThat(offer(FIRST, OTHER)).containsOnly(FrameFate.STALE);
    }

    @Test
    void framesThatComeAgainAreDuplicates() {
        offer(FIRST, ONE);

        assertThat(offer(FIRST, ONE)).containsOnly(FrameFate.DUPLICATE);
    }

    @Test
    void framesWithoutAPlaceAreForeign() {
        FrameRecord frame = TestRenders.record(FIRST, ONE, 0);

        assertThat(offer(frame.toBuilder().setFrame(8))).isEqualTo(FrameFate.FOREIGN);
        assertThat(offer(frame.toBuilder().setRef(TestRenders.ref("r", 2, 0)))).isEqualTo(FrameFate.FOREIGN);
        assertThat(offer(frame.toBuilder().setRef(TestRenders.ref("r", 0, 3)))).isEqualTo(FrameFate.FOREIGN);
        assertThat(offer(frame.toBuilder().setRef(TestRenders.ref("r", -1, 0)))).isEqualTo(FrameFate.FOREIGN);
        assertThat(offer(frame.toBuilder().setWidth(72))).isEqualTo(FrameFate.FOREIGN);
    }

    @Test
    void aCrossfadeNeedsTheFramesOfBothShots() {
        Assembly fading = new Assembly("r", TestRenders.plan(2));
        List<SegmentRef> segments = TestRenders.segments("r");
        segments.subList(0, 3).forEach(ref -> render(fading, ref, ONE));
        assertThat(take(fading)).hasSize(18);

        render(fading, segments.get(3), ONE);

        Assembly.Due faded = fading.takeNext().orElseThrow();
        assertThat(faded.sources()).extracting(source -> source.entry().frame()).containsExactly(18, 0);
        assertThat(faded.share()).isEqualTo(1);
        assertThat(faded.of()).isEqualTo(3);
    }

    @Test
    void aRejectedWinnerGivesWayToALaterAttempt() {
        render(FIRST, ONE);
        FrameEntry damaged = take().get(3).sources().get(0).entry();

        assertThat(offer(FIRST, LATER)).containsOnly(FrameFate.SPARE);
        assembly.rewind(3);
        assembly.reject(damaged);
        assertThat(assembly.takeNext()).isEmpty();

        assembly.won(TestRenders.won(FIRST, LATER));
        assertThat(take())
                .hasSize(5)
                .allMatch(due -> due.sources().get(0).entry().attempt().equals(LATER));
    }

    @Test
    void aRejectedWinnerThatIsNamedOnceMoreDoesNotStandInTheWayOfTheNext() {
        render(FIRST, ONE);
        FrameEntry damaged = take().get(3).sources().get(0).entry();
        assembly.rewind(3);
        assembly.reject(damaged);

        assembly.won(TestRenders.won(FIRST, ONE));
        offer(FIRST, LATER);
        assembly.won(TestRenders.won(FIRST, LATER));

        assertThat(take())
                .hasSize(5)
                .allMatch(due -> due.sources().get(0).entry().attempt().equals(LATER));
    }

    @Test
    void aSecondWinnerCountsOnlyBeforeTheFirstHasBeenUsed() {
        render(FIRST, ONE);
        offer(FIRST, LATER);
        assembly.won(TestRenders.won(FIRST, LATER));
        assertThat(assembly.takeNext())
                .map(due -> due.sources().get(0).entry().attempt())
                .hasValue(LATER);

        assembly.won(TestRenders.won(FIRST, TestRenders.attempt(3, "w3")));
        assertThat(assembly.takeNext()).isPresent();
    }

    @Test
    void aSecondWinnerThatCameTooLateCountsOnceTheFirstIsRejected() {
        render(FIRST, ONE);
        FrameEntry damaged = take().get(3).sources().get(0).entry();
        offer(FIRST, LATER);
        assembly.won(TestRenders.won(FIRST, LATER));

        assembly.rewind(3);
        assembly.reject(damaged);

        assertThat(take())
                .hasSize(5)
                .allMatch(due -> due.sources().get(0).entry().attempt().equals(LATER));
    }

    @Test
    void missingFramesOfAWinnerAreKnown() {
        assembly.won(TestRenders.won(FIRST, ONE));
        assertThat(assembly.lackingFrames()).extracting(SegmentFrames::ref).containsExactly(FIRST);

        offer(FIRST, ONE);
        assertThat(assembly.lackingFrames()).isEmpty();
    }

    @Test
    void aWinnerThatDoesNotFitTheWindowIsRefused() {
        SegmentWon short7 =
                TestRenders.won(FIRST, ONE).toBuilder().removeFrames(7).build();

        assertThatThrownBy(() -> assembly.won(short7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names 7 frames, the window has 8 from 0");
    }

    @Test
    void aPlanWhoseWindowsLeaveAGapIsRefused() {
        AssemblyPlan.Builder plan = TestRenders.plan(0).toBuilder();
        plan.getShotsBuilder(0).removeWindows(1);

        assertThatThrownBy(() -> new Assembly("r", plan.build()))
                .hasMessage("the windows of shot 0 cover 12 of 20 frames");
    }

    @Test
    void aPlanWhoseWindowsMeetIsRefused() {
        AssemblyPlan.Builder plan = TestRenders.plan(0).toBuilder();
        plan.getShotsBuilder(0).getWindowsBuilder(1).setFirstFrame(7);

        assertThatThrownBy(() -> new Assembly("r", plan.build()))
                .hasMessage("frame 7 of shot 0 is in the windows 0 and 1");
    }

    @Test
    void windowsMayComeInAnyOrderAndSomeMayGiveNothing() {
        AssemblyPlan.Builder plan = TestRenders.plan(0).toBuilder();
        List<Window> windows = plan.getShots(0).getWindowsList();
        plan.getShotsBuilder(0)
                .clearWindows()
                .addWindows(windows.get(1))
                .addWindows(Window.getDefaultInstance())
                .addWindows(windows.get(0));
        for (int i = 2; i < windows.size(); i++) {
            plan.getShotsBuilder(0).addWindows(windows.get(i));
        }

        assertThat(new Assembly("r", plan.build()).length()).isEqualTo(assembly.length());
    }

    private void render(SegmentRef ref, Attempt attempt) {
        render(assembly, ref, attempt);
    }

    private void render(Assembly into, SegmentRef ref, Attempt attempt) {
        for (int frame : TestRenders.frames(ref)) {
            into.offer(entry(TestRenders.record(ref, attempt, frame)));
        }
        into.won(TestRenders.won(ref, attempt));
    }

    private List<FrameFate> offer(SegmentRef ref, Attempt attempt) {
        List<FrameFate> fates = new ArrayList<>();
        for (int frame : TestRenders.frames(ref)) {
            fates.add(assembly.offer(entry(TestRenders.record(ref, attempt, frame))));
        }
        return fates;
    }

    private FrameFate offer(FrameRecord.Builder frame) {
        return assembly.offer(entry(frame.build()));
    }

    private FrameEntry entry(FrameRecord record) {
        return FrameEntry.of(record, new FramePlace(0, offset++));
    }

    private List<Assembly.Due> take() {
        return take(assembly);
    }

    private static List<Assembly.Due> take(Assembly from) {
        List<Assembly.Due> taken = new ArrayList<>();
        Optional<Assembly.Due> due = from.takeNext();
        while (due.isPresent()) {
            taken.add(due.get());
            due = from.takeNext();
        }
        return taken;
    }
}
