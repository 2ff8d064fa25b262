package io.framefarm.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.worker.text.PromptSchedule.Blend;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptScheduleTest {

    private final PromptSchedule schedule =
            new PromptSchedule(List.of(new PromptAt(0, "dawn"), new PromptAt(10, "noon"), new PromptAt(30, "dusk")));

    @Test
    void framesBetweenEntriesLieOnTheWay() {
        assertThat(schedule.at(0)).isEqualTo(new Blend(0, 1, 0));
        assertThat(schedule.at(5)).isEqualTo(new Blend(0, 1, 0.5f));
        assertThat(schedule.at(10)).isEqualTo(new Blend(1, 2, 0));
        assertThat(schedule.at(15)).isEqualTo(new Blend(1, 2, 0.25f));
    }

    @Test
    void theLastEntryHolds() {
        assertThat(schedule.at(30)).isEqualTo(new Blend(2, 2, 0));
        assertThat(schedule.at(1000)).isEqualTo(new Blend(2, 2, 0));
    }

    @Test
    void aScheduleStartsAtFrameZeroAndRises() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptSchedule(List.of()))
                .withMessageContaining("found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptSchedule(List.of(new PromptAt(3, "x"))))
                .withMessageContaining("found frame 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptSchedule(List.of(new PromptAt(0, "x"), new PromptAt(0, "y"))))
                .withMessageContaining("frame 0 follows frame 0");
    }
}
