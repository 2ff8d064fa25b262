package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, against the real farm. */
@Timeout(240)
class ConsoleIT {

    @TempDir
    Path folder;

    @Test
    void aPersonSendsTwoShotsSeesThemFillAndTheVideoPlay() throws Exception {
        NodeScript.requireLibraries();
        Path browser = NodeScript.requireBrowser();
        try (TestFarm farm = TestFarm.startWithHttp(folder, 2, TestFarm.engine())) {
            NodeScript.Run run =
                    NodeScript.run(Duration.ofMinutes(3), "console.mjs", farm.url(), browser.toString(), "reference");

            assertThat(run.exit()).as(run.output()).isZero();
        }
    }
}
