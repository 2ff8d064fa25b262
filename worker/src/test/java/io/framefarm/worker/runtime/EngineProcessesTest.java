package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on one machine are processes of their own, and die alone. */
class EngineProcessesTest {
    static final EngineKey UNET =
            new EngineKey(new EngineMachine("1.29.0", Optional.of("10.14.1"), List.of("H200"), 0), "unet");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void processesThatWantTheSameEngineBuildItOnce() throws IOException, InterruptedException {
        List<Process> builders = List.of(builder(), builder(), builder());
        for (Process builder : builders) {
            builder.getOutputStream().write('\n');
            builder.getOutputStream().flush();
        }

        for (Process builder : builders) {
            assertThat(builder.waitFor()).as(said(builder)).isZero();
        }
        assertThat(Files.readAllLines(builds())).containsExactly(EngineBuilder.BUILDING);
        assertThat(new EngineCache(engines()).open(UNET, new FakeTensorRt("whole engine")))
                .isEqualTo("whole engine");
    }

    @Test
    void theNextOneBuildsWhatAKilledProcessLeftHalfDone() throws IOException, InterruptedException {
        Process killed = builder();
        assertThat(killed.inputReader().readLine()).isEqualTo(EngineBuilder.BUILDING);
        killed.destroyForcibly().waitFor();
        FakeTensorRt next = new FakeTensorRt("whole engine");

        assertThat(new EngineCache(engines()).open(UNET, next)).isEqualTo("whole engine");
        assertThat(next.builds).hasValue(1);
    }

    @Test
    void whatAnotherProcessBuildsMakesNoRoom() throws IOException {
        Process builds = builder();
        assertThat(builds.inputReader().readLine()).isEqualTo(EngineBuilder.BUILDING);
        Path machine = folder.resolve("engines").resolve(UNET.machine().name());
        KeptEngine other = new KeptEngine(machine.resolve("vae"));

        new MakeRoom(folder.resolve("engines"), 0).beside(other);

        assertThat(machine.resolve("unet").resolve(FakeTensorRt.FILE)).exists();
    }

    private EngineFolder engines() {
        return new EngineFolder(folder.resolve("engines"), 1);
    }

    private Path builds() {
        return folder.resolve("builds");
    }

    private Process builder() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineBuilder.class.getName(),
                        engines().folder().toString(),
                        builds().toString())
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private static String said(Process process) throws IOException {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                Stream<String> lines = reader.lines()) {
            return String.join("; ", lines.toList());
        }
    }
}
