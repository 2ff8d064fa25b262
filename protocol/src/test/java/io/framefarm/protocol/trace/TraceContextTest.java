package io.framefarm.protocol.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void aHeaderIsReadAndWrittenAsTheStandardSays() {
        TraceContext context = new TraceContext(TRACE, SPAN, true);

        assertThat(context.header()).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
        assertThat(TraceContext.parse(context.header())).contains(context);
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-00"))
                .contains(new TraceContext(TRACE, SPAN, false));
    }

    @Test
    void aLaterVersionMayHaveMoreFieldsAndOtherFlags() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-03-more"))
                .contains(new TraceContext(TRACE, SPAN, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-xx"
            })
    void whatIsNoHeaderCountsAsNone(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new TraceContext("12", SPAN, true)).hasMessageStartingWith("traceId: `12`");
        assertThatThrownBy(() -> new TraceContext(TRACE, "0000000000000000", true))
                .hasMessageStartingWith("spanId:");
    }
}
