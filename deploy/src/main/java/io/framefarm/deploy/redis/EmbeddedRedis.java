package io.framefarm.deploy.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server as a child process on 127.0.0.1, used as a cache: bounded memory, nothing on disk. Its process id
 * is kept in the folder so that a server left over from a killed farm is ended by the next one.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final int PING_TIMEOUT_MS = 1000;
    private static final String PID_FILE = "redis.pid";
    /** Enough for its first lines. */
    private static final int MEMORY_REPORT_BYTES = 100;

    private static final Pattern USED_MEMORY = Pattern.compile("used_memory:(\\d+)\r");

    private final Process process;
    private final Path folder;
    private final int port;

    private EmbeddedRedis(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a server that answers.
     *
     * @param folder for the executable, its log and its process id
     * @param memoryMb what it may keep before it forgets the least recently used
     * @throws RedisUnavailableException where no bundled server runs on this platform
     */
    public static EmbeddedRedis start(Path folder, int memoryMb) throws RedisUnavailableException {
        try {
            Files.createDirectories(folder);
            endLeftover(folder);
            int port = freePort();
            Process process = launch(folder, executable(folder), port, memoryMb);
            Files.writeString(folder.resolve(PID_FILE), String.valueOf(process.pid()));
            EmbeddedRedis redis = new EmbeddedRedis(process, folder, port);
            redis.awaitAnswer();
            return redis;
        } catch (IOException e) {
            throw new RedisUnavailableException("no Redis server could be started: " + e.getMessage(), e);
        }
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(folder.resolve(PID_FILE));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The next start finds a process id that no longer lives, which does no harm.
            process.destroyForcibly();
        }
    }

    private static Path executable(Path folder) throws RedisUnavailableException, IOException {
        try {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        } catch (RuntimeException e) {
            throw new RedisUnavailableException(
                    "no bundled Redis server for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch"),
                    e);
        }
    }

    /**
     * The command line of a server, for those who run it themselves.
     *
     * @throws RedisUnavailableException where no bundled server runs on this platform
     */
    public static List<String> command(Path folder, int port, int memoryMb) throws RedisUnavailableException {
        try {
            return command(folder, executable(folder), port, memoryMb);
        } catch (IOException e) {
            throw new RedisUnavailableException("no Redis server could be unpacked: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Path folder, Path executable, int port, int memoryMb) {
        return List.of(
                executable.toAbsolutePath().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--maxmemory",
                memoryMb + "mb",
                "--maxmemory-policy",
                "allkeys-lru",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toAbsolutePath().toString());
    }

    private static Process launch(Path folder, Path executable, int port, int memoryMb) throws IOException {
        return new ProcessBuilder(command(folder, executable, port, memoryMb))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    private void awaitAnswer() throws RedisUnavailableException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new RedisUnavailableException(
                        "the Redis server did not answer; its log is " + folder.resolve("redis.log"), null);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private boolean answers() {
        try {
            return ask("PING", 5).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server says of its memory. */
    public long usedMemoryBytes() throws IOException {
        String memory = ask("INFO memory", MEMORY_REPORT_BYTES);
        Matcher used = USED_MEMORY.matcher(memory);
        if (!used.find()) {
            throw new IOException("no used_memory in the answer: " + memory);
        }
        return Long.parseLong(used.group(1));
    }

    /** Sends a command and reads so many bytes of the answer. */
    private String ask(String command, int bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PING_TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
        }
    }

    private static void endLeftover(Path folder) throws IOException {
        Path pidFile = folder.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        String text = Files.readString(pidFile).strip();
        if (!text.matches("\\d{1,18}")) {
            return;
        }
        // The id may belong to somebody else by now: end it only if it runs from this folder.
        ProcessHandle.of(Long.parseLong(text))
                .filter(leftover -> leftover.info().command().orElse("").startsWith(folder.toAbsolutePath() + "/"))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
