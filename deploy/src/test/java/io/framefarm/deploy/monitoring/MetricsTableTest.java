package io.framefarm.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.monitor.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of metrics in the docs is what the code makes. */
class MetricsTableTest {

    private static final Path PAGE = Path.of("../docs/METRICS.md");
    private static final String BEGIN = "<!-- written by MetricsTableTest -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void thePageListsEveryMetricAsTheCodeMakesIt() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String written = before + table() + page.substring(page.indexOf(END));
        Path fresh =
                Files.writeString(Files.createDirectories(Path.of("target")).resolve("METRICS.md"), written);

        assertThat(page)
                .as("docs/METRICS.md is not up to date; copy %s over it", fresh.toAbsolutePath())
                .isEqualTo(written);
    }

    private static String table() {
        return EveryMetric.described().stream()
                .map(MetricsTableTest::row)
                .sorted()
                .collect(Collectors.joining("\n", "| metric | type | labels | meaning |\n|---|---|---|---|\n", "\n"));
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |"
                .formatted(metric.name(), metric.kind().name().toLowerCase(Locale.ROOT), labels, metric.help());
    }
}
