package io.framefarm.coordinator.http.exchange;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields of a body, whether it came as JSON or as a form; of nested ones the name is {@code outer[inner]}. A file that is
 * wanted becomes a data URL (RFC 2397), which it might as well have come as.
 */
public final class Form {
    private static final int MAX_JSON_BYTES = 256 << 10;
    private static final int MAX_FIELDS = 64;

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    public Map<String, String> fields() {
        return fields;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Reads the body.
     *
     * @param files the names of those that are wanted; others are refused
     * @param maxFileBytes of one file
     */
    public static Future<Form> read(RoutingContext exchange, Set<String> files, int maxFileBytes) {
        String type = exchange.request().getHeader("Content-Type");
        String media = type == null ? "application/json" : type.toLowerCase(Locale.ROOT);
        if (media.startsWith("application/json")) {
            return ReadBody.json(MAX_JSON_BYTES, exchange).map(Form::of);
        }
        if (media.startsWith("multipart/form-data") || media.startsWith("application/x-www-form-urlencoded")) {
            return form(exchange, files, maxFileBytes);
        }
        return Future.failedFuture(new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "`" + type + "` is not read here (allowed: application/json, multipart/form-data)"));
    }

    static Form of(JsonObject json) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : json) {
            if (field.getValue() instanceof JsonObject nested) {
                nested.forEach(inner ->
                        put(fields, field.getKey() + "[" + inner.getKey() + "]", String.valueOf(inner.getValue())));
            } else if (field.getValue() != null) {
                put(fields, field.getKey(), String.valueOf(field.getValue()));
            }
        }
        return new Form(fields);
    }

    private static Future<Form> form(RoutingContext exchange, Set<String> files, int maxFileBytes) {
        HttpServerRequest request = exchange.request();
        try {
            request.setExpectMultipart(true);
        } catch (DecoderException e) {
            return Future.failedFuture(
                    new ProblemException(ProblemType.MALFORMED, "the form cannot be read: " + e.getMessage()));
        }
        Promise<Form> read = Promise.promise();
        Map<String, String> fields = new LinkedHashMap<>();
        long timer = exchange.vertx()
                .setTimer(
                        ReadBody.WITHIN.toMillis(),
                        late -> read.tryFail(new ProblemException(
                                ProblemType.TOO_SLOW,
                                "the form was not complete within " + ReadBody.WITHIN.toSeconds() + " s")));
        request.uploadHandler(file -> {
            if (files.contains(file.name())) {
                collect(file, maxFileBytes)
                        .onSuccess(url -> put(fields, file.name(), url))
                        .onFailure(read::tryFail);
            } else {
                file.handler(ignored -> {});
                read.tryFail(ProblemException.invalid(file.name(), "is a file, and files are not taken here"));
            }
        });
        request.exceptionHandler(broken -> read.tryFail(
                new ProblemException(ProblemType.MALFORMED, "the form cannot be read: " + broken.getMessage())));
        request.endHandler(end -> {
            request.formAttributes().forEach(field -> put(fields, field.getKey(), field.getValue()));
            read.tryComplete(new Form(fields));
        });
        return read.future().onComplete(done -> exchange.vertx().cancelTimer(timer));
    }

    private static Future<String> collect(HttpServerFileUpload file, int maxBytes) {
        Promise<String> collected = Promise.promise();
        Buffer bytes = Buffer.buffer();
        file.handler(part -> {
            if (bytes.length() + part.length() <= maxBytes) {
                bytes.appendBuffer(part);
            } else {
                collected.tryFail(new ProblemException(
                        ProblemType.TOO_LARGE, file.name() + " is larger than " + maxBytes + " bytes"));
            }
        });
        file.endHandler(end -> collected.tryComplete(
                "data:" + file.contentType() + ";base64," + Base64.getEncoder().encodeToString(bytes.getBytes())));
        return collected.future();
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (fields.size() < MAX_FIELDS) {
            fields.put(name, value);
        }
    }
}
