package io.framefarm.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules pass their own unit tests, which promtool runs. */
class PrometheusRulesTest {

    @BeforeAll
    static void promtool() {
        Program.require("promtool", "prometheus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tests/alerts.yml", "tests/recording.yml"})
    void rulesDoWhatTheirTestsSay(String tests) throws Exception {
        Program.Result result = Program.run(Path.of("prometheus"), List.of("promtool", "test", "rules", tests));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
