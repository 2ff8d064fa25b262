package io.framefarm.deploy.trace;

import io.framefarm.protocol.trace.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector by OTLP over HTTP, in a thread of its own. Nobody waits for it: what comes while the queue is
 * full or the collector does not answer is left out, which is said once for each time that it begins.
 */
public final class ExportSpans implements Consumer<Span>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSpans.class);
    private static final int QUEUED = 4096;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final URI endpoint;
    private final String service;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean complained;

    /**
     * Begins to send.
     *
     * @param collector its address; spans go to {@code v1/traces} below it
     * @param service how traces name this process, such as {@code framefarm-worker}
     */
    public ExportSpans(URI collector, String service) {
        String base = collector.toString();
        this.endpoint = URI.create(base + (base.endsWith("/") ? "" : "/") + "v1/traces");
        this.service = service;
        this.thread = new Thread(this::run, "spans");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void accept(Span span) {
        if (!queue.offer(span)) {
            complain("more than " + QUEUED + " are waiting");
        }
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Span first = queue.poll(EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Span> spans = new ArrayList<>(List.of(first));
                    queue.drainTo(spans, MOST_AT_ONCE - 1);
                    send(spans);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Span> spans) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(OtlpJson.of(service, spans)))
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            if (answer.statusCode() / 100 == 2) {
                complained = false;
            } else {
                complain("it answers " + answer.statusCode());
            }
        } catch (IOException e) {
            complain(e.toString());
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            LOG.warn("Spans do not reach {}: {}", endpoint, why);
        }
    }

    /** Sends what is queued, for a few seconds at most. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(ANSWER_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
