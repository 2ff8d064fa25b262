package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README tells people to type can be typed, and what it links to is there. */
class ReadmeTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?s)```\\w*\\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandLineTakesWhatTheReadmeSays(String command) {
        String[] arguments = words(command.substring("./farm ".length()));
        Surroundings nowhere = new Surroundings(
                Terminal.ofProcess(), ReadmeTest::noFarm, InstantSource.fixed(Instant.EPOCH), Map.of());

        assertThatCode(() -> FarmMain.commands(nowhere).parseArgs(arguments)).doesNotThrowAnyException();
        for (String argument : arguments) {
            if (argument.startsWith("examples/") || argument.startsWith("deploy/packs/")) {
                assertThat(HOME.resolve(argument)).exists();
            }
        }
    }

    @Test
    void theTestCommandIsWhatContinuousIntegrationRuns() throws IOException {
        assertThat(lines()).contains("mvn verify");
        assertThat(Files.readString(HOME.resolve(".ci/run"))).containsPattern("mvn .*verify");
    }

    @Test
    void theLauncherIsAProgram() {
        assertThat(HOME.resolve("farm")).isExecutable();
    }

    @ParameterizedTest
    @MethodSource("links")
    void whatTheReadmesLinkToIsThere(Path from, String target) {
        assertThat(from.resolveSibling(target)).exists();
    }

    static Stream<String> commands() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith("./farm "))
                .map(line -> line.replace("HOST", "host").replaceAll("RENDER", "abc"));
    }

    static Stream<Object[]> links() throws IOException {
        List<Object[]> links = new ArrayList<>();
        for (String page : List.of(
                "README.md",
                "docs/ARCHITECTURE.md",
                "docs/METRICS.md",
                "docs/runbook/README.md",
                "docs/runbook/alerts.md",
                "docs/runbook/stuck-render.md",
                "docs/runbook/sizing.md",
                "docs/decisions/README.md",
                "deploy/README.md",
                "worker/README.md",
                "coordinator/README.md",
                "protocol/README.md",
                "training/README.md")) {
            Path file = HOME.resolve(page);
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                if (!link.group(1).contains("://")) {
                    links.add(new Object[] {file, link.group(1)});
                }
            }
        }
        return links.stream();
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher block = CODE_BLOCK.matcher(Files.readString(HOME.resolve("README.md")));
        while (block.find()) {
            block.group(1).lines().forEach(lines::add);
        }
        return lines;
    }

    private static String[] words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    private static FarmClient noFarm(KafkaCluster cluster) {
        throw new AssertionError("nothing is to be executed, but something connects to " + cluster);
    }
}
