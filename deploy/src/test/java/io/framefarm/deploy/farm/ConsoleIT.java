package io.framefarm.deploy.farm;

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
            NodeScript.succeeds(Duration.ofMinutes(3), "console.mjs", farm.url(), browser.toString(), "reference");
        }
    }
}
