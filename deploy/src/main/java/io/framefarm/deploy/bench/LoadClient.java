package io.framefarm.deploy.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One caller on one connection. Knows as much of HTTP as the farm's own answers need. */
final class LoadClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)\r\n");
    private static final int MAX_HEAD_BYTES = 8192;
    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final List<String> paths;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private final StringBuilder head = new StringBuilder();
    private int nextPath;
    private long dueAt = NEVER;
    private long sentAt;
    private long bodyLeft = -1;

    /** How far an answer has come. */
    enum Progress {
        UNDER_WAY,
        ANSWERED,
        FAILED
    }

    private LoadClient(SocketChannel channel, List<String> paths, int firstPath) {
        this.channel = channel;
        this.paths = paths;
        this.nextPath = firstPath;
    }

    static LoadClient connect(InetSocketAddress address, Selector selector, List<String> paths, int firstPath)
            throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        LoadClient client = new LoadClient(channel, paths, firstPath);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
        return client;
    }

    /** Returns when this one wants to send next. */
    long sendIfDue(long now) throws IOException {
        if (dueAt > now) {
            return dueAt;
        }
        String path = paths.get(nextPath++ % paths.size());
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        // Short enough for the socket's buffer, because nothing else is in it.
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        sentAt = now;
        dueAt = NEVER;
        return NEVER;
    }

    Progress read() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            channel.close();
            return Progress.FAILED;
        }
        if (bodyLeft >= 0) {
            bodyLeft -= count;
            return end();
        }
        String text = new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1);
        head.append(text);
        int headEnd = head.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return head.length() > MAX_HEAD_BYTES ? Progress.FAILED : Progress.UNDER_WAY;
        }
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            return Progress.FAILED;
        }
        bodyLeft = Long.parseLong(length.group(1)) - (head.length() - headEnd - 4);
        return end();
    }

    private Progress end() {
        if (bodyLeft > 0) {
            return Progress.UNDER_WAY;
        }
        boolean good = head.indexOf("HTTP/1.1 200") == 0;
        head.setLength(0);
        bodyLeft = -1;
        return good ? Progress.ANSWERED : Progress.FAILED;
    }

    long sentAt() {
        return sentAt;
    }

    void nextAt(long whenNanos) {
        dueAt = channel.isOpen() ? whenNanos : NEVER;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
