package io.framefarm.protocol.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentRef;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    private static final SegmentRef SEGMENT =
            SegmentRef.newBuilder().setRenderId("r1").setShot(1).setSegment(7).build();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void linesOfAnAttemptSayOfWhichRenderSegmentAndWorker() {
        Attempt attempt = Attempt.newBuilder()
                .setDispatch(2)
                .setDelivery(1)
                .setWorker("w1")
                .build();

        try (LogContext context = LogContext.of(SEGMENT, attempt)) {
            assertThat(MDC.getCopyOfContextMap())
                    .containsOnly(
                            Map.entry("render", "r1"),
                            Map.entry("segment", "1/7"),
                            Map.entry("attempt", "2.1"),
                            Map.entry("worker", "w1"));
        }
        assertThat(MDC.get("render")).isNull();
    }

    @Test
    void anInnerContextGivesBackTheOuterOne() {
        try (LogContext outer = LogContext.of(SEGMENT, 3)) {
            try (LogContext inner = LogContext.of("r2")) {
                assertThat(MDC.get("render")).isEqualTo("r2");
            }
            assertThat(MDC.getCopyOfContextMap())
                    .containsEntry("render", "r1")
                    .containsEntry("segment", "1/7")
                    .containsEntry("attempt", "3");
        }
    }

    @Test
    void aTaskCarriesItsRenderToAnotherThread() throws InterruptedException {
        Map<String, String> seen = new HashMap<>();
        Thread thread = new Thread(LogContext.around("r1", () -> seen.putAll(MDC.getCopyOfContextMap())));

        thread.start();
        thread.join();

        assertThat(seen).containsExactly(Map.entry("render", "r1"));
    }
}
