package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The served document as a judge: whatever the API answers has to be written there, by address, status, type and field. */
final class OpenApiContract {
    private final Map<String, Object> document;

    OpenApiContract() {
        try (InputStream in = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream("openapi.yaml"))) {
            document = new Yaml().load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    Map<String, Object> paths() {
        return map(document.get("paths"));
    }

    /** The template that an address without its query belongs to; names win over parameters. */
    Optional<String> template(String path) {
        if (paths().containsKey(path)) {
            return Optional.of(path);
        }
        return paths().keySet().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst();
    }

    void check(String method, String path, int status, String contentType, byte[] body) {
        String what = method + " " + path + " -> " + status;
        Optional<Object> operation =
                template(path).map(template -> map(paths().get(template)).get(method.toLowerCase(Locale.ROOT)));
        if (operation.isEmpty()) {
            assertThat(status >= 400 || !path.startsWith("/v1/"))
                    .as("%s is not in the document", what)
                    .isTrue();
            return;
        }
        Map<String, Object> responses = map(map(operation.get()).get("responses"));
        Object response = responses.get(Integer.toString(status));
        if (response == null && status >= 400) {
            response = responses.get("default");
        }
        assertThat(response).as("%s is not in the document", what).isNotNull();
        checkContent(what, resolved(response), contentType, body);
    }

    private void checkContent(String what, Map<String, Object> response, String contentType, byte[] body) {
        Map<String, Object> content = map(response.getOrDefault("content", Map.of()));
        if (content.isEmpty() || body.length == 0) {
            assertThat(body).as("%s has no content", what).isEmpty();
            return;
        }
        Object media = content.getOrDefault(contentType, content.get("*/*"));
        assertThat(media).as("%s answers %s", what, contentType).isNotNull();
        if (contentType.endsWith("json")) {
            // JSON is YAML.
            Object value = new Yaml().load(new String(body, StandardCharsets.UTF_8));
            checkValue(what, map(map(media).get("schema")), value);
        }
    }

    private void checkValue(String where, Map<String, Object> unresolved, @Nullable Object value) {
        Map<String, Object> schema = resolved(unresolved);
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several ? several : List.of(String.valueOf(type));
        assertThat(types.stream().anyMatch(each -> is(String.valueOf(each), value)))
                .as("%s: %s is none of %s", where, value, types)
                .isTrue();
        if (schema.get("enum") instanceof List<?> allowed && value != null) {
            assertThat(allowed.contains(value))
                    .as("%s: %s is none of %s", where, value, allowed)
                    .isTrue();
        }
        if (value instanceof List<?> items) {
            items.forEach(item -> checkValue(where + "[]", map(schema.get("items")), item));
        }
        if (value instanceof Map<?, ?> && schema.containsKey("properties")) {
            checkFields(where, schema, map(value));
        } else if (value instanceof Map<?, ?> fields && !fields.isEmpty()) {
            assertThat(where.contains("manifest") || schema.containsKey("x-open"))
                    .as("%s is open", where)
                    .isTrue();
        }
    }

    private void checkFields(String where, Map<String, Object> schema, Map<String, Object> fields) {
        Map<String, Object> known = map(schema.get("properties"));
        if (schema.get("required") instanceof List<?> required) {
            assertThat(fields.keySet().containsAll(required))
                    .as("%s: %s lacks one of %s", where, fields.keySet(), required)
                    .isTrue();
        }
        fields.forEach((name, field) -> {
            assertThat(known.containsKey(name))
                    .as("%s: %s is not in the document", where, name)
                    .isTrue();
            checkValue(where + "." + name, map(known.get(name)), field);
        });
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "null" -> value == null;
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number || value instanceof BigDecimal;
            default -> false;
        };
    }

    private Map<String, Object> resolved(@Nullable Object node) {
        Map<String, Object> map = map(node);
        if (!(map.get("$ref") instanceof String reference)) {
            return map;
        }
        @Nullable Object target = document;
        for (String step : reference.substring(2).split("/", -1)) {
            target = map(target).get(step);
        }
        return map(Objects.requireNonNull(target, reference));
    }

    @SuppressWarnings("unchecked") // Keys of such documents are text.
    static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }
}
