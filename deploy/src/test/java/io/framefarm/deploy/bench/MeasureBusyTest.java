package io.framefarm.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.deploy.RendererSource;
import io.framefarm.deploy.bench.MeasureBusy.Load;
import io.framefarm.deploy.bench.MeasureBusy.Measured;
import io.framefarm.deploy.bench.MeasureBusy.Watch;
import io.framefarm.protocol.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasureBusyTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private static final RendererSource NEVER_OPENED = (redis, inputs, closeLater) -> {
        throw new AssertionError("opened");
    };

    private final AtomicLong now = new AtomicLong();

    @Test
    void timeThatTwoThreadsAreBusyTogetherCountsOnce() {
        BusySpans spans = new BusySpans(now::get);
        at(10, spans::began);
        at(20, spans::began);
        at(30, spans::ended);
        at(50, spans::ended);

        assertThat(spans.share(0, 100)).isCloseTo(0.4, EXACT);
        assertThat(spans.share(20, 40)).isCloseTo(1, EXACT);
        assertThat(spans.share(40, 80)).isCloseTo(0.25, EXACT);
        assertThat(spans.share(60, 80)).isZero();
    }

    @Test
    void aSegmentsTimeIsInferenceWhatIsBesideItAndWhatIsBetweenSegments() {
        Watch watch = new Watch(now::get);
        for (long segment = 0; segment < 10; segment++) {
            renderSegment(watch, segment * 100);
        }

        Measured measured = watch.measured();

        // From the end of the third to that of the eighth.
        assertThat(measured.segments()).isEqualTo(5);
        assertThat(measured.time()).isEqualTo(Duration.ofNanos(500));
        assertThat(measured.inference()).isCloseTo(0.6, EXACT);
        assertThat(measured.beside()).isCloseTo(0.3, EXACT);
        assertThat(measured.between()).isCloseTo(0.1, EXACT);
    }

    @Test
    void aNetworkThatRunsBetweenSegmentsIsInference() {
        Watch watch = new Watch(now::get);
        for (long segment = 0; segment < 10; segment++) {
            at(segment * 100, watch.networks()::began);
            at(segment * 100 + 5, watch.networks()::ended);
            renderSegment(watch, segment * 100);
        }

        assertThat(watch.measured().inference()).isCloseTo(0.65, EXACT);
        assertThat(watch.measured().between()).isCloseTo(0.05, EXACT);
    }

    @Test
    void oneSegmentIsTooFew() {
        Watch watch = new Watch(now::get);
        at(1, watch.segments()::began);
        at(2, watch.segments()::ended);

        assertThatThrownBy(watch::measured).hasMessageContaining("1 segments are too few");
    }

    /** Renders for 90 ticks after a pause of 10, the network for 60 of them. */
    @Test
    void aSizeThatNoRequestMayHaveIsRefusedBeforeAnythingStarts() {
        MeasureBusy busy = new MeasureBusy(now::get, Instant::now);
        Load load = new Load("demo", 65, 64, 4);

        assertThatThrownBy(() -> busy.measure(runs -> NEVER_OPENED, load))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("width: 65 is not a multiple of 8");
    }

    private void renderSegment(Watch watch, long from) {
        at(from + 10, watch.segments()::began);
        at(from + 20, watch.networks()::began);
        at(from + 80, watch.networks()::ended);
        at(from + 100, watch.segments()::ended);
    }

    private void at(long tick, Runnable event) {
        now.set(tick);
        event.run();
    }
}
