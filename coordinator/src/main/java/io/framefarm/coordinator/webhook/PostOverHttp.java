package io.framefarm.coordinator.webhook;

import io.framefarm.coordinator.outbound.ConnectOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection for one message, and no more than the first line of its answer, so that nobody holds the farm up. */
public final class PostOverHttp implements PostMessage {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_LINE_BYTES = 512;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*");

    private final ConnectOut connect;
    private final InstantSource clock;

    public PostOverHttp(ConnectOut connect, InstantSource clock) {
        this.connect = connect;
        this.clock = clock;
    }

    @Override
    public int post(URI to, Map<String, String> headers, byte[] body) throws IOException {
        Instant deadline = clock.instant().plus(PATIENCE);
        try (Socket socket = open(to)) {
            OutputStream out = socket.getOutputStream();
            out.write(head(to, headers, body.length));
            out.write(body);
            out.flush();
            return status(line(socket, deadline));
        }
    }

    private Socket open(URI to) throws IOException {
        boolean secured = to.getScheme().equals("https");
        int port = to.getPort() >= 0 ? to.getPort() : secured ? 443 : 80;
        return secured ? connect.secured(to.getHost(), port, PATIENCE) : connect.plain(to.getHost(), port, PATIENCE);
    }

    private static byte[] head(URI to, Map<String, String> headers, int length) {
        String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(to.getRawAuthority()).append("\r\n");
        head.append("User-Agent: Framefarm\r\nConnection: close\r\nContent-Type: application/json\r\n");
        head.append("Content-Length: ").append(length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String line(Socket socket, Instant deadline) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LINE_BYTES) {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no answer within " + PATIENCE.toSeconds() + " s");
            }
            socket.setSoTimeout((int) left);
            int next = in.read();
            if (next < 0 || next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        throw new IOException("the answer is no HTTP");
    }

    private static int status(String line) throws IOException {
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new IOException(line.isEmpty() ? "it hung up without an answer" : "the answer is no HTTP");
        }
        return Integer.parseInt(status.group(1));
    }
}
