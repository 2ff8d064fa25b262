package io.framefarm.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadFileTest {
    private final byte[] content = new byte[1_000_000];
    private final List<String> ranges = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();
    private final DownloadFile download = new DownloadFile(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(),
            (target, done, total) -> progress.add(done));

    @TempDir
    private Path folder;

    private HttpServer server;
    private int breakOffs;

    DownloadFileTest() throws IOException {
        new SplittableRandom(3).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/author/model/resolve/main/weights.safetensors", this::serve);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/author/model/resolve/main/weights.safetensors");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileArrivesWholeAndCheckedWithProgress() throws Exception {
        Path target = folder.resolve("new/weights.safetensors");
        download.download(address(), target, Optional.of(sha256()));
        assertThat(target).hasBinaryContent(content);
        assertThat(target.resolveSibling("weights.safetensors.part")).doesNotExist();
        assertThat(progress).isSorted().endsWith((long) content.length);
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        Path target = folder.resolve("weights.safetensors");
        download.download(URI.create("http://127.0.0.1:" + port() + "/moved"), target, Optional.empty());
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void anInterruptedDownloadGoesOnWhereItStopped() throws Exception {
        Path target = folder.resolve("weights.safetensors");
        Files.write(folder.resolve("weights.safetensors.part"), Arrays.copyOf(content, 400_000));
        download.download(address(), target, Optional.of(sha256()));
        assertThat(target).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=400000-");
    }

    @Test
    void aConnectionThatBreaksIsTakenUpAgain() throws Exception {
        breakOffs = 2;
        Path target = folder.resolve("weights.safetensors");
        download.download(address(), target, Optional.of(sha256()));
        assertThat(target).hasBinaryContent(content);
        assertThat(ranges).hasSize(3);
    }

    @Test
    void aConnectionThatKeepsBreakingLeavesThePartForLater() {
        breakOffs = 100;
        Path target = folder.resolve("weights.safetensors");
        assertThatThrownBy(() -> download.download(address(), target, Optional.of(sha256())))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("run the same command again");
        assertThat(target).doesNotExist();
        assertThat(folder.resolve("weights.safetensors.part")).isNotEmptyFile();
    }

    @Test
    void aPartThatWasWholeAlreadyIsOnlyChecked() throws Exception {
        Path target = folder.resolve("weights.safetensors");
        Files.write(folder.resolve("weights.safetensors.part"), content);
        download.download(address(), target, Optional.of(sha256()));
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aWrongHashLeavesNothingBehind() {
        Path target = folder.resolve("weights.safetensors");
        assertThatThrownBy(() -> download.download(address(), target, Optional.of("0".repeat(64))))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(sha256());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anExistingFileIsNeitherFetchedAgainNorOverwritten() throws Exception {
        Path target = folder.resolve("weights.safetensors");
        Files.write(target, content);
        download.download(address(), target, Optional.of(sha256()));
        assertThat(ranges).isEmpty();
        assertThatThrownBy(() -> download.download(address(), target, Optional.of("0".repeat(64))))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("remove the file");
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aMissingFileOnTheServerIsOneClearError() {
        URI missing = URI.create("http://127.0.0.1:" + port() + "/nothing");
        assertThatThrownBy(() -> download.download(missing, folder.resolve("x"), Optional.empty()))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("status 404");
    }

    @Test
    void aPackIsPulledFromAnotherEndpoint() throws Exception {
        ModelPack pack = pack("url: https://models.example/author/model/resolve/main/weights.safetensors");
        new PullPack(download, Optional.of(URI.create("http://127.0.0.1:" + port() + "/"))).pull(pack);
        assertThat(folder.resolve("tiny/weights.safetensors")).hasBinaryContent(content);
    }

    @Test
    void aPackThatDoesNotSayWhereItsFilesAreIsRefusedAtOnce() throws Exception {
        ModelPack pack = pack("");
        assertThatThrownBy(() -> new PullPack(download, Optional.empty()).pull(pack))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("weights.safetensors");
    }

    @Test
    void aPackCannotWriteOutsideTheModelFolder() throws Exception {
        Path yaml = Files.createDirectories(folder.resolve("models/evil")).resolve("pack.yaml");
        Files.writeString(yaml, """
                name: evil
                base:
                  path: ../../outside.safetensors
                  url: https://models.example/author/model/resolve/main/weights.safetensors
                tokenizer: {path: tokenizer, url: "https://models.example/author/model/resolve/main/tokenizer"}
                """);
        ModelPack pack = ModelFolder.ofPack(yaml).pack("evil");
        assertThatThrownBy(() -> new PullPack(download, Optional.empty()).pull(pack))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("outside the model folder");
    }

    private ModelPack pack(String url) throws IOException {
        Path yaml = Files.createDirectories(folder.resolve("tiny")).resolve("pack.yaml");
        Files.createDirectories(folder.resolve("tiny/tokenizer"));
        Files.writeString(folder.resolve("tiny/tokenizer/vocab.json"), "{}");
        Files.writeString(folder.resolve("tiny/tokenizer/merges.txt"), "");
        Files.writeString(yaml, """
                name: tiny
                base:
                  path: weights.safetensors
                  %s
                tokenizer: tokenizer
                width: 64
                height: 64
                """.formatted(url));
        return ModelFolder.ofPack(yaml).pack("tiny");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                .orElse("");
        ranges.add(range);
        int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from == content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(range.isEmpty() ? 200 : 206, content.length - from);
        boolean breaksOff = breakOffs-- > 0;
        int upTo = breaksOff ? Math.min(content.length - 1, from + 100_000) : content.length;
        exchange.getResponseBody().write(content, from, upTo - from);
        exchange.close();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/author/model/resolve/main/weights.safetensors");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
