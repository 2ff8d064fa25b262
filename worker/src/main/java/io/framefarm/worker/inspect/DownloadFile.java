package io.framefarm.worker.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Downloads one file. What has arrived is kept beside the target as {@code NAME.part}, from which the next try goes on;
 * the target itself appears only when it is whole and has the SHA-256 it should.
 */
public final class DownloadFile {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MAX_TRIES = 5;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final DownloadProgress progress;

    /** The client should follow redirects, which most model hosts use. */
    public DownloadFile(HttpClient client, DownloadProgress progress) {
        this.client = client;
        this.progress = progress;
    }

    /** Does nothing if the file is there already; an existing file with another hash is never overwritten. */
    public void download(URI source, Path target, Optional<String> sha256) throws IOException, InterruptedException {
        if (Files.exists(target)) {
            checkHash(target, sha256, "remove the file to download it again");
            return;
        }
        Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
        Path part = target.resolveSibling(target.getFileName() + ".part");
        fetchWithRetries(source, target, part);
        try {
            checkHash(part, sha256, "what was downloaded has been removed");
        } catch (DownloadException e) {
            Files.delete(part);
            throw e;
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void fetchWithRetries(URI source, Path target, Path part) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                fetch(source, target, part);
                return;
            } catch (IOException e) {
                if (tries == MAX_TRIES) {
                    throw new DownloadException(
                            source + ": broke off " + tries + " times, last: " + e + "; " + size(part)
                                    + " bytes are kept in " + part + ", run the same command again to go on",
                            e);
                }
            }
        }
    }

    private void fetch(URI source, Path target, Path part) throws IOException, InterruptedException {
        long have = size(part);
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(RESPONSE_TIMEOUT);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case OK -> append(body, target, part, 0, length(response));
                case PARTIAL -> append(body, target, part, checkedStart(source, response, have), length(response));
                case NOT_SATISFIABLE -> checkComplete(source, response, part, have);
                default ->
                    throw new DownloadException(source + ": the server answered with status " + response.statusCode());
            }
        }
    }

    private void append(InputStream body, Path target, Path part, long start, long length) throws IOException {
        long total = length < 0 ? -1 : start + length;
        checkSpace(part, length);
        StandardOpenOption mode = start == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long done = start;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.at(target, done, total);
            }
        }
    }

    private static void checkSpace(Path part, long length) throws IOException {
        long free = Files.getFileStore(part.toAbsolutePath().resolveSibling("")).getUsableSpace();
        if (length > free) {
            throw new DownloadException(
                    part + ": " + length + " bytes are to come, but the disk has " + free + " free");
        }
    }

    private static long checkedStart(URI source, HttpResponse<?> response, long asked) {
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + asked + "-")) {
            throw new DownloadException(
                    source + ": asked for the bytes from " + asked + ", got the range \"" + range + "\"");
        }
        return asked;
    }

    /** The server has nothing after what is there: the part is whole, or it is not of this file. */
    private static void checkComplete(URI source, HttpResponse<?> response, Path part, long have) throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.equals("bytes */" + have)) {
            Files.delete(part);
            throw new DownloadException(source + ": " + part + " had " + have + " bytes, more than the file (\"" + range
                    + "\"); it has been removed, run the same command again");
        }
    }

    private static void checkHash(Path file, Optional<String> sha256, String advice) throws IOException {
        if (sha256.isEmpty()) {
            return;
        }
        String found = Sha256.of(file);
        if (!found.equals(sha256.get())) {
            throw new DownloadException(
                    file + ": its SHA-256 is " + found + ", but should be " + sha256.get() + "; " + advice);
        }
    }

    private static long length(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
