package io.framefarm.deploy.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.SegmentRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class GatherLogsTest {

    private static final Logger LOG = LoggerFactory.getLogger(GatherLogsTest.class);

    private final List<LogLine> gathered = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatIsLoggedOfARenderIsHandedOnWithItsContextAndNothingElseIs() {
        SegmentRef segment =
                SegmentRef.newBuilder().setRenderId("r1").setSegment(3).build();
        Attempt attempt = Attempt.newBuilder()
                .setDispatch(2)
                .setDelivery(1)
                .setWorker("w1")
                .build();

        try (GatherLogs gathering = GatherLogs.from("worker w1", gathered::add)) {
            LOG.warn("about nothing");
            try (LogContext context = LogContext.of(segment, attempt)) {
                LOG.warn(
                        "it broke after {} s", 3, new IllegalStateException("inside", new ArithmeticException("deep")));
            }
        }

        assertThat(gathered).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).isEqualTo("it broke after 3 s");
            assertThat(line.getSource()).isEqualTo("worker w1");
            assertThat(line.getLevel()).isEqualTo("WARN");
            assertThat(line.getLogger()).isEqualTo(GatherLogsTest.class.getName());
            assertThat(line.getRenderId()).isEqualTo("r1");
            assertThat(line.getSegment()).isEqualTo("0/3");
            assertThat(line.getAttempt()).isEqualTo("2.1");
            assertThat(line.getWorker()).isEqualTo("w1");
            assertThat(line.getStackTrace()).contains("IllegalStateException: inside", "ArithmeticException: deep");
        });
    }

    @Test
    void anEndlessMessageIsCutOff() {
        try (GatherLogs gathering = GatherLogs.from("test", gathered::add);
                LogContext context = LogContext.of("r1")) {
            LOG.warn("x".repeat(100_000));
        }

        assertThat(gathered)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getMessage()).hasSizeLessThan(20_000).endsWith("x ..."));
    }

    @Test
    void afterItsEndNothingIsHandedOn() {
        GatherLogs.from("test", gathered::add).close();

        try (LogContext context = LogContext.of("r1")) {
            LOG.warn("too late");
        }

        assertThat(gathered).isEmpty();
    }
}
