package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Forget;
import io.framefarm.protocol.v1.RenderCommand;
import org.junit.jupiter.api.Test;

class ForgetRenderTest {
    private final FarmFixture farm = new FarmFixture();

    private void forget(String id) {
        farm.command(id, RenderCommand.newBuilder().setForget(Forget.getDefaultInstance()));
    }

    @Test
    void aRenderThatIsOverLeavesNoTrace() {
        farm.worker("w1");
        farm.submit("r1", "ann", 32);
        farm.renderAll("w1");
        farm.videoReady("r1", 32);

        forget("r1");

        assertThat(farm.statuses).isEmpty();
        assertThat(farm.state).isEmpty();
    }

    @Test
    void aRenderThatIsUnderWayStays() {
        farm.worker("w1");
        farm.submit("r1", "ann", 32);

        forget("r1");

        assertThat(farm.statuses).containsKey("r1");
        assertThat(farm.notes).contains(Notable.COMMAND_IGNORED);
    }

    @Test
    void itsIdMayBeUsedAgain() {
        farm.submit("r1", "ann", 32);
        farm.command("r1", RenderCommand.newBuilder().setCancel(Cancel.getDefaultInstance()));
        forget("r1");

        farm.submit("r1", "ann", 16);

        assertThat(farm.status("r1").getFramesTotal()).isEqualTo(16);
    }

    @Test
    void whatWasNeverKnownIsIgnored() {
        forget("r1");

        assertThat(farm.notes).containsExactly(Notable.COMMAND_IGNORED);
    }
}
