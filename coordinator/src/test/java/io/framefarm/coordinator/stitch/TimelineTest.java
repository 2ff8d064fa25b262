package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void shotsFollowEachOtherFrameByFrame() {
        Timeline timeline = Timeline.of(TestRenders.plan(0));

        assertThat(timeline.length()).isEqualTo(32);
        assertThat(timeline.at(0).sources()).containsExactly(new FrameId(0, 0));
        assertThat(timeline.at(19).sources()).containsExactly(new FrameId(0, 19));
        assertThat(timeline.at(20).sources()).containsExactly(new FrameId(1, 0));
        assertThat(timeline.at(31).sources()).containsExactly(new FrameId(1, 11));
    }

    @Test
    void aCrossfadeShortensTheVideoByItsFrames() {
        Timeline timeline = Timeline.of(TestRenders.plan(3));

        assertThat(timeline.length()).isEqualTo(29);
        assertThat(timeline.at(16)).isEqualTo(new Timeline.Slot(List.of(new FrameId(0, 16)), 0, 1));
        assertThat(timeline.at(17)).isEqualTo(new Timeline.Slot(List.of(new FrameId(0, 17), new FrameId(1, 0)), 1, 4));
        assertThat(timeline.at(19)).isEqualTo(new Timeline.Slot(List.of(new FrameId(0, 19), new FrameId(1, 2)), 3, 4));
        assertThat(timeline.at(20)).isEqualTo(new Timeline.Slot(List.of(new FrameId(1, 3)), 0, 1));
    }

    @Test
    void aWholeShotMayFade() {
        assertThat(Timeline.of(TestRenders.plan(12)).length()).isEqualTo(20);
    }

    @Test
    void aFadeLongerThanItsShotIsRefused() {
        assertThatThrownBy(() -> Timeline.of(TestRenders.plan(13)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shot 1 has 12 frames, which do not hold the 13 of the fade into it and the 0 of the fade"
                        + " out of it");
    }
}
