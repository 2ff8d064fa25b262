package io.framefarm.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.framefarm.protocol.TextNode.Fields;
import io.framefarm.protocol.TextNode.Items;
import io.framefarm.protocol.TextNode.Kind;
import io.framefarm.protocol.TextNode.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a document into {@link TextNode}s. Aliases are refused rather than followed, so that no text grows by them. */
final class TextTreeReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = new YAMLFactory();

    private final JsonParser parser;
    private final String format;

    private TextTreeReader(JsonParser parser, String format) {
        this.parser = parser;
        this.format = format;
    }

    /** A document that starts with a brace is JSON, everything else is YAML. */
    static TextNode read(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.MAX_TEXT_BYTES) {
            throw refused("", 0, "%d bytes are too many (allowed: up to %d)".formatted(bytes, Limits.MAX_TEXT_BYTES));
        }
        boolean json = text.stripLeading().startsWith("{");
        String format = json ? "JSON" : "YAML";
        try (JsonParser parser = json ? JSON.createParser(text) : YAML.createParser(text)) {
            return new TextTreeReader(parser, format).readDocument();
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            throw refused("", line, "is not valid " + format + ": " + firstLine(broken.getOriginalMessage()));
        } catch (IOException impossible) {
            throw refused("", 0, "cannot be read as " + format + ": " + impossible.getMessage());
        }
    }

    private TextNode readDocument() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw refused("", 0, "is empty");
        }
        TextNode document = readNode(first, "", 0);
        if (parser.nextToken() != null) {
            throw refused("", line(), "has more than one " + format + " document (allowed: one)");
        }
        return document;
    }

    private TextNode readNode(@Nullable JsonToken token, String path, int depth) throws IOException {
        if (token == null) {
            throw refused(path, line(), "ends too early");
        }
        if (depth > Limits.MAX_TEXT_DEPTH) {
            throw refused("", line(), "is nested more than %d deep".formatted(Limits.MAX_TEXT_DEPTH));
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw refused(path, line(), "refers to an anchor; write the value out instead");
        }
        return switch (token) {
            case START_OBJECT -> readFields(path, depth);
            case START_ARRAY -> readItems(path, depth);
            case VALUE_STRING -> scalar(Kind.TEXT);
            case VALUE_NUMBER_INT ->
                new Scalar(line(), Kind.WHOLE_NUMBER, parser.getText(), parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> scalar(Kind.FRACTION);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN);
            case VALUE_NULL -> scalar(Kind.NOTHING);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw refused(path, line(), "is not valid " + format);
        };
    }

    private Scalar scalar(Kind kind) throws IOException {
        return new Scalar(line(), kind, parser.getText(), null);
    }

    private Fields readFields(String path, int depth) throws IOException {
        int line = line();
        Map<String, TextNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String fieldPath = path.isEmpty() ? name : path + "." + name;
            if (fields.containsKey(name)) {
                throw refused(fieldPath, line(), "is given twice");
            }
            fields.put(name, readNode(parser.nextToken(), fieldPath, depth + 1));
        }
        return new Fields(line, fields);
    }

    private Items readItems(String path, int depth) throws IOException {
        int line = line();
        List<TextNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(readNode(token, path + "[" + items.size() + "]", depth + 1));
        }
        return new Items(line, items);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static InvalidRequestException refused(String path, int line, String message) {
        return new InvalidRequestException(List.of(new Problem(Limits.abbreviated(path), line, message)));
    }
}
