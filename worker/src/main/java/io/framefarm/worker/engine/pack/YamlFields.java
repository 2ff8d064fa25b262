package io.framefarm.worker.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one YAML object. What is wrong is noted as a problem, so that all are reported together. */
final class YamlFields {

    private final String where;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> read = new HashSet<>();

    YamlFields(String where, JsonNode node, List<String> problems) {
        this.where = where;
        this.node = node;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode()) {
            problems.add((where.isEmpty() ? "the file" : where) + ": found " + shown(node) + " (expected fields)");
        }
    }

    boolean has(String field) {
        read.add(field);
        return node.hasNonNull(field);
    }

    JsonNode raw(String field) {
        read.add(field);
        return node.path(field);
    }

    String text(String field) {
        String text = textOrNull(field);
        if (text == null) {
            if (!has(field)) {
                problems.add(path(field) + ": missing");
            }
            return "";
        }
        return text;
    }

    @Nullable
    String textOrNull(String field) {
        JsonNode value = raw(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            problems.add(path(field) + ": " + shown(value) + " (expected text)");
            return null;
        }
        return value.textValue();
    }

    int integer(String field, int fallback, int min, int max) {
        JsonNode value = raw(field);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < min || value.intValue() > max) {
            problems.add(
                    path(field) + ": " + shown(value) + " (allowed: whole numbers from " + min + " to " + max + ")");
            return fallback;
        }
        return value.intValue();
    }

    double number(String field, double fallback, double min, double max) {
        JsonNode value = raw(field);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            problems.add(path(field) + ": " + shown(value) + " (allowed: numbers from " + min + " to " + max + ")");
            return fallback;
        }
        return value.doubleValue();
    }

    boolean flag(String field, boolean fallback) {
        JsonNode value = raw(field);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            problems.add(path(field) + ": " + shown(value) + " (allowed: true, false)");
            return fallback;
        }
        return value.booleanValue();
    }

    /** A constant by its name in lower case. */
    <E extends Enum<E>> E choice(String field, E fallback) {
        String text = textOrNull(field);
        if (text == null) {
            return fallback;
        }
        List<String> allowed = new ArrayList<>();
        for (E each : fallback.getDeclaringClass().getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return each;
            }
            allowed.add(name);
        }
        problems.add(path(field) + ": '" + text + "' (allowed: " + String.join(", ", allowed) + ")");
        return fallback;
    }

    YamlFields object(String field) {
        return new YamlFields(path(field), raw(field), problems);
    }

    /** The objects of a list; none if the field is missing. */
    List<YamlFields> list(String field) {
        JsonNode value = raw(field);
        if (!value.isMissingNode() && !value.isArray()) {
            problems.add(path(field) + ": " + shown(value) + " (expected a list)");
        }
        List<YamlFields> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new YamlFields(path(field) + "[" + i + "]", value.get(i), problems));
        }
        return items;
    }

    void problem(String field, String what) {
        problems.add(path(field) + ": " + what);
    }

    /** Notes every field that nobody has asked for, and those without a value. */
    void refuseOthers() {
        node.fieldNames().forEachRemaining(field -> {
            if (node.path(field).isNull()) {
                problems.add(path(field) + ": no value (give it one, or leave the field out)");
            } else if (!read.contains(field)) {
                List<String> all = new ArrayList<>(read);
                all.sort(null);
                problems.add(path(field) + ": unknown (known here: " + String.join(", ", all) + ")");
            }
        });
    }

    private String path(String field) {
        return where.isEmpty() ? field : where + "." + field;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
