package io.framefarm.coordinator.input;

import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.coordinator.outbound.RefusedAddressException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Files on the web, for farms whose operator allows it. Only public addresses are asked; redirects are not followed. */
public final class RemoteFiles implements InputSource {
    private static final String SCHEME = "https:";
    private static final int PORT = 443;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration IN_ALL = Duration.ofSeconds(60);
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int FOUND = 200;
    /** Two ends of line. */
    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private final ConnectOut connect;
    private final int port;
    private final InstantSource clock;

    /** Asks public addresses only. */
    public RemoteFiles(InstantSource clock) {
        this(ConnectOut.toPublicAddresses(), PORT, clock);
    }

    RemoteFiles(ConnectOut connect, int port, InstantSource clock) {
        this.connect = connect;
        this.port = port;
        this.clock = clock;
    }

    @Override
    public String form() {
        return "https://HOST/PATH";
    }

    @Override
    public boolean holds(String reference) {
        return reference.startsWith(SCHEME);
    }

    @Override
    public byte[] read(String reference, int maxBytes) throws UnusableInputException {
        URI uri = uri(reference);
        try (Socket socket = connect.secured(uri.getHost(), port, SILENCE)) {
            socket.getOutputStream().write(request(uri));
            return answer(socket.getInputStream(), uri.getHost(), maxBytes);
        } catch (RefusedAddressException e) {
            throw new UnusableInputException("names " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableInputException(
                    "cannot be fetched from %s: %s".formatted(uri.getHost(), e.getMessage()), e);
        }
    }

    private URI uri(String reference) throws UnusableInputException {
        try {
            URI uri = new URI(reference);
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null;
            if (plain && (uri.getPort() == -1 || uri.getPort() == PORT)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new UnusableInputException("is no address: " + e.getReason(), e);
        }
        throw new UnusableInputException("is no address that is fetched (allowed: https://HOST/PATH)");
    }

    /** In HTTP 1.0, whose answers come in one piece and end with the connection. */
    private static byte[] request(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "GET %s%s HTTP/1.0\r\nHost: %s\r\nAccept: image/png, image/jpeg, video/*\r\n\r\n"
                .formatted(path, query, uri.getHost())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] answer(InputStream in, String host, int maxBytes) throws IOException, UnusableInputException {
        Instant deadline = clock.instant().plus(IN_ALL);
        String[] status = head(in).lines().findFirst().orElse("").split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("the answer is no HTTP");
        }
        if (!status[1].equals(Integer.toString(FOUND))) {
            throw new UnusableInputException("cannot be fetched: %s answered %s".formatted(host, shown(status[1])));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (body.size() + read > maxBytes) {
                throw InputSource.tooLarge(-1, maxBytes);
            }
            if (clock.instant().isAfter(deadline)) {
                throw new IOException("it took longer than " + IN_ALL.toSeconds() + " s");
            }
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }

    /** Up to the empty line. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != EMPTY_LINE) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD_BYTES) {
                throw new IOException("the answer has no end of its headers");
            }
            head.write(next);
            lastFour = (lastFour << 8) | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String shown(String status) {
        String word = status.length() > 10 ? status.substring(0, 10) : status;
        return word.toLowerCase(Locale.ROOT);
    }
}
