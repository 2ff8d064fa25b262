package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.deploy.chaos.ChaosReport;
import io.framefarm.deploy.chaos.ChaosSettings;
import io.framefarm.deploy.chaos.Mishap;
import io.framefarm.deploy.chaos.Recovery;
import io.framefarm.deploy.chaos.RunChaos;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code farm chaos}: one of each kind, with a short lock. How quick recoveries are is not asserted. */
@Timeout(900)
class ChaosIT {

    private static final Set<Mishap> MISHAPS = EnumSet.of(
            Mishap.WORKER_KILLED,
            Mishap.WORKER_FROZEN,
            Mishap.WORKER_CUT_OFF,
            Mishap.WORKER_OUT_OF_MEMORY,
            Mishap.COORDINATOR_KILLED,
            Mishap.STITCHER_KILLED,
            Mishap.STITCHERS_DISK_FULL,
            Mishap.BROKER_KILLED,
            Mishap.REDIS_KILLED);

    @TempDir
    Path folder;

    @Test
    void noMishapLosesOrDoublesAFrame() {
        ChaosSettings settings = new ChaosSettings(
                folder,
                RoleProcesses.command(),
                3,
                Duration.ofMillis(400),
                Duration.ofSeconds(5),
                1,
                MISHAPS,
                1,
                Duration.ofMinutes(3));

        ChaosReport report =
                new RunChaos(settings, RoleProcesses.ways(), InstantSource.system(), System.out::println).run();

        report.lines().forEach(System.out::println);
        assertThat(report.breaches()).isEmpty();
        assertThat(report.lost() + report.doubled()).isZero();
        assertThat(report.framesCompared()).isGreaterThan(300);
        assertThat(report.recoveries()).extracting(Recovery::mishap).containsExactlyInAnyOrderElementsOf(MISHAPS);
    }
}
