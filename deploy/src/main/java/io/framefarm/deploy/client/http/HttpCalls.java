package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.deploy.client.FarmRefusedException;
import io.framefarm.deploy.client.FarmUnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls to one farm's API, and what its problems mean to us. */
final class HttpCalls {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int MAX_PROBLEM_BYTES = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final Optional<String> key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    HttpCalls(URI server, Optional<String> key) {
        this.server = server;
        this.key = key;
    }

    JsonNode get(String path) {
        return json(send(request(path).timeout(ANSWER_WITHIN).GET().build()));
    }

    JsonNode post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return json(send(request.build()));
    }

    void delete(String path) {
        json(send(request(path).timeout(ANSWER_WITHIN).DELETE().build()));
    }

    /** An answer that may go on for as long as it likes. */
    InputStream open(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        return send(request.build()).body();
    }

    /** Empty when there is no such thing. */
    Optional<InputStream> openIfThere(String path) {
        HttpResponse<InputStream> response = answer(request(path).GET().build());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(accepted(response).body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        return accepted(answer(request));
    }

    private HttpResponse<InputStream> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FarmUnreachableException("interrupted while waiting for " + server, e);
        }
    }

    private HttpResponse<InputStream> accepted(HttpResponse<InputStream> response) {
        if (response.statusCode() / 100 == 2) {
            return response;
        }
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(MAX_PROBLEM_BYTES), StandardCharsets.UTF_8);
            throw new FarmRefusedException(server + ": " + Problem.text(response.statusCode(), text));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return JSON.readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new FarmUnreachableException("what answers at " + server + " is no farm", e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    FarmUnreachableException unreachable(IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new FarmUnreachableException("the farm at " + server + " does not answer: " + reason, cause);
    }

    /** What is said of a refusal (RFC 9457), field by field. */
    private static final class Problem {
        private Problem() {}

        static String text(int status, String body) {
            try {
                JsonNode problem = JSON.readTree(body);
                StringBuilder text = new StringBuilder(problem.path("detail").asText("the answer was " + status));
                JsonNode errors = problem.path("errors");
                if (errors.size() > 1) { // Of a single one the detail says it all.
                    for (JsonNode error : errors) {
                        text.append("\n  ").append(error.path("field").asText());
                        text.append(": ").append(error.path("message").asText());
                    }
                }
                return text.toString();
            } catch (JsonProcessingException e) {
                return "the answer was " + status;
            }
        }
    }
}
