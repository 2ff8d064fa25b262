package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final List<String> heard = new ArrayList<>();

    @Test
    void reactionsRunOnce() {
        Cancellation.Registration kept = cancellation.onCancel(() -> heard.add("kept"));
        Cancellation.Registration undone = cancellation.onCancel(() -> heard.add("undone"));
        undone.close();

        cancellation.cancel();
        cancellation.cancel();
        kept.close();

        assertThat(heard).containsExactly("kept");
        assertThatThrownBy(cancellation::check).isInstanceOf(RenderCancelledException.class);
    }

    @Test
    void aReactionThatComesLateRunsAtOnce() {
        cancellation.cancel();

        cancellation.onCancel(() -> heard.add("late")).close();

        assertThat(heard).containsExactly("late");
    }
}
