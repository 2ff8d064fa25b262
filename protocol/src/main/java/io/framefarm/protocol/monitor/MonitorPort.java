package io.framefarm.protocol.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP port for operators: {@code /metrics} for Prometheus, {@code /healthz} (start it again unless 200) and
 * {@code /readyz} (200 while it works, else 503 with the reasons). Reads only; says nothing that is secret.
 */
public final class MonitorPort implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private MonitorPort(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Opens the port; number 0 takes a free one. */
    public static MonitorPort open(InetSocketAddress address, Monitor monitor) throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, MonitorPort::daemon);
        server.setExecutor(threads);
        server.createContext("/", exchange -> reply(exchange, 404, "/metrics, /healthz and /readyz are here\n"));
        server.createContext("/metrics", exchange -> only("/metrics", exchange, () -> metrics(exchange, monitor)));
        server.createContext(
                "/healthz", exchange -> only("/healthz", exchange, () -> verdict(exchange, monitor.health())));
        server.createContext(
                "/readyz", exchange -> only("/readyz", exchange, () -> verdict(exchange, monitor.readiness())));
        server.start();
        return new MonitorPort(server, threads);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Answer {
        void send() throws IOException;
    }

    /** A context also gets what lies below it. */
    private static void only(String path, HttpExchange exchange, Answer answer) throws IOException {
        String method = exchange.getRequestMethod();
        if (!exchange.getRequestURI().getPath().equals(path)) {
            reply(exchange, 404, "not found\n");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            reply(exchange, 405, "GET and HEAD only\n");
        } else {
            answer.send();
        }
    }

    private static void metrics(HttpExchange exchange, Monitor monitor) throws IOException {
        String type = TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (Writer body = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
            TextFormat.writeFormat(type, body, monitor.metrics().registry().metricFamilySamples());
        }
    }

    private static void verdict(HttpExchange exchange, Verdict verdict) throws IOException {
        String lines = verdict.lines().isEmpty() ? "ok" : String.join("\n", verdict.lines());
        reply(exchange, verdict.good() ? 200 : 503, lines + "\n");
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!head) {
                out.write(body);
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "monitor");
        thread.setDaemon(true);
        return thread;
    }
}
