package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.inspect.MakeCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void inspectShowsWhatAFileIs() throws IOException {
        Path file = folder.resolve("motion.safetensors");
        MotionConfig small = new MotionConfig(List.of(32, 64), 1, true, 1, 8, 32, 0);
        new MakeCheckpoint(2).original(file, List.of(small));
        assertThat(run("inspect", file.toString())).isZero();
        assertThat(text(out)).contains("motion modules alone", "AnimateLCM", "F16");
    }

    @Test
    void inspectCanBeToldWhatAFileCannotSay() throws IOException {
        Path file = folder.resolve("motion.safetensors");
        MotionConfig odd = new MotionConfig(List.of(24, 48), 1, true, 1, 4, 12, 0);
        new MakeCheckpoint(2).original(file, List.of(odd));
        assertThat(run("inspect", file.toString())).isEqualTo(2);
        assertThat(text(out)).contains("FAULT", "give the value explicitly");
        assertThat(run("inspect", file.toString(), "--norm-groups", "12", "--heads", "4"))
                .isZero();
    }

    @Test
    void inspectRefusesWhatIsNoCheckpointWithOneMessage() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not a model at all");
        assertThat(run("inspect", file.toString())).isEqualTo(2);
        assertThat(text(err)).contains("not a safetensors file").doesNotContain("\tat ");
    }

    @Test
    void verifyListsTheFaultsOfAPack() throws IOException {
        Path pack = pack();
        assertThat(run("verify", pack.toString())).isEqualTo(2);
        assertThat(text(out)).contains("FAULT", "base.safetensors is missing", "pack tiny: 3 faults");
    }

    @Test
    void pullDownloadsWhatIsMissingFromAMirror() throws IOException {
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/resolve/base.safetensors", exchange -> {
            byte[] body = "weights".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        mirror.start();
        Path pack = pack();
        Path tokenizer = Files.createDirectories(pack.resolve("tokenizer"));
        Files.writeString(tokenizer.resolve("vocab.json"), "{}");
        Files.writeString(tokenizer.resolve("merges.txt"), "");
        try {
            String endpoint = "http://127.0.0.1:" + mirror.getAddress().getPort();
            assertThat(run("pull", pack.toString(), "--endpoint", endpoint)).isZero();
        } finally {
            mirror.stop(0);
        }
        assertThat(folder.resolve("tiny/base.safetensors")).hasContent("weights");
        assertThat(text(err)).contains("base.safetensors [##############################] 100 %");
    }

    @Test
    void warmOpensWhatSegmentsOfAPackMayNeed() {
        assertThat(run("warm", "packs/demo-guided", "--providers", "cpu", "--frames", "1", "--for", "image,controls"))
                .as(text(err))
                .isZero();
        String ready = "pack demo-guided is ready on CPU for segments of 1 frames of 64x64";
        assertThat(text(out).lines())
                .containsExactly(
                        ready,
                        ready + " with an image to begin with",
                        ready + " with ControlNets",
                        ready + " with an image to begin with and ControlNets");
    }

    @Test
    void warmRefusesWhatThePackDoesNotHave() {
        assertThat(run("warm", "packs/demo", "--providers", "cpu", "--for", "controls"))
                .isEqualTo(2);
        assertThat(text(err)).contains("for: CONTROLS (allowed with this pack: [TEXT, SCHEDULE, START])");
    }

    private Path pack() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("tiny"));
        Files.writeString(pack.resolve("pack.yaml"), """
                name: tiny
                base:
                  path: base.safetensors
                  url: https://models.example/resolve/base.safetensors
                tokenizer: tokenizer
                """);
        return pack;
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(stream(out), stream(err), false);
        return ModelsCommand.with(terminal)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(terminal, failure))
                .execute(arguments);
    }

    private static int explain(Terminal terminal, Exception failure) throws Exception {
        if (failure instanceof CommandFailedException expected) {
            terminal.err().println(expected.getMessage());
            return expected.exitCode().number();
        }
        throw failure;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
