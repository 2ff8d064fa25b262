package io.framefarm.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.framefarm.protocol.TextNode.Fields;
import io.framefarm.protocol.TextNode.Items;
import io.framefarm.protocol.TextNode.Kind;
import io.framefarm.protocol.TextNode.Scalar;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a message from a document, field by field as its descriptor says, and gathers what does not fit. */
final class MessageReader {
    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final Problems problems;
    private final Map<String, Integer> lines = new HashMap<>();

    MessageReader(Problems problems) {
        this.problems = problems;
    }

    /** Where each field that was read stands in the document, by path. */
    Map<String, Integer> lines() {
        return lines;
    }

    void readInto(Message.Builder message, TextNode node, String path) {
        lines.put(path, node.line());
        if (!(node instanceof Fields group)) {
            expected(path, node, "a group of fields");
            return;
        }
        Descriptor type = message.getDescriptorForType();
        group.fields().forEach((name, value) -> {
            String fieldPath = path.isEmpty() ? name : path + "." + name;
            FieldDescriptor field = type.findFieldByName(snakeCase(name));
            if (field == null) {
                problems.add(new Problem(
                        Limits.abbreviated(fieldPath), value.line(), "is unknown (known: " + names(type) + ")"));
            } else if (!isNothing(value)) {
                readField(message, field, value, fieldPath);
            }
        });
    }

    private void readField(Message.Builder message, FieldDescriptor field, TextNode node, String path) {
        lines.put(path, node.line());
        if (field.isMapField()) {
            readLabels(message, field, node, path);
        } else if (field.isRepeated()) {
            readItems(message, field, node, path);
        } else if (field.getRealContainingOneof() != null && message.hasOneof(field.getRealContainingOneof())) {
            problems.add(new Problem(path, node.line(), "excludes another field that is given too"));
        } else {
            Object value = readValue(message, field, node, path);
            if (value != null) {
                message.setField(field, value);
            }
        }
    }

    private void readItems(Message.Builder message, FieldDescriptor field, TextNode node, String path) {
        if (!(node instanceof Items list)) {
            expected(path, node, "a list");
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            Object value = readValue(message, field, list.items().get(i), path + "[" + i + "]");
            if (value != null) {
                message.addRepeatedField(field, value);
            }
        }
    }

    private void readLabels(Message.Builder message, FieldDescriptor field, TextNode node, String path) {
        if (!(node instanceof Fields group)) {
            expected(path, node, "a group of fields");
            return;
        }
        Descriptor entryType = field.getMessageType();
        group.fields().forEach((key, value) -> {
            Message.Builder entry = message.newBuilderForField(field);
            entry.setField(entryType.findFieldByName("key"), key);
            FieldDescriptor valueField = entryType.findFieldByName("value");
            Object read = readValue(entry, valueField, value, path + "." + Limits.abbreviated(key));
            if (read != null) {
                message.addRepeatedField(field, entry.setField(valueField, read).build());
            }
        });
    }

    /** Null when it does not fit, which has then been noted. */
    private @Nullable Object readValue(Message.Builder parent, FieldDescriptor field, TextNode node, String path) {
        lines.put(path, node.line());
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message.Builder nested = parent.newBuilderForField(field);
            readInto(nested, node, path);
            return nested.build();
        }
        if (!(node instanceof Scalar scalar)) {
            expected(path, node, "a single value");
            return null;
        }
        return switch (field.getJavaType()) {
            case INT -> readInt(scalar, path);
            case LONG -> readLong(scalar, path, field.getType() == FieldDescriptor.Type.UINT64);
            case FLOAT -> readFloat(scalar, path);
            case BOOLEAN ->
                scalar.kind() == Kind.BOOLEAN
                        ? Boolean.valueOf(scalar.text())
                        : expected(path, scalar, "true or false");
            case STRING -> scalar.kind() == Kind.NOTHING ? expected(path, scalar, "text") : scalar.text();
            case ENUM -> readEnum(scalar, path, field.getEnumType());
            case DOUBLE, BYTE_STRING, MESSAGE -> expected(path, scalar, "a field that can be written as text");
        };
    }

    private @Nullable Integer readInt(Scalar scalar, String path) {
        BigInteger value =
                readWhole(scalar, path, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE));
        return value == null ? null : value.intValue();
    }

    private @Nullable Long readLong(Scalar scalar, String path, boolean unsigned) {
        BigInteger value = unsigned
                ? readWhole(scalar, path, BigInteger.ZERO, UINT64_MAX)
                : readWhole(scalar, path, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
        return value == null ? null : value.longValue();
    }

    private @Nullable BigInteger readWhole(Scalar scalar, String path, BigInteger min, BigInteger max) {
        BigInteger value = scalar.whole();
        if (value == null) {
            expected(path, scalar, "a whole number");
            return null;
        }
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(new Problem(
                    path,
                    scalar.line(),
                    "%s is not allowed (allowed: %s to %s)".formatted(Limits.abbreviated(scalar.text()), min, max)));
            return null;
        }
        return value;
    }

    private @Nullable Object readFloat(Scalar scalar, String path) {
        if (scalar.kind() != Kind.WHOLE_NUMBER && scalar.kind() != Kind.FRACTION) {
            return expected(path, scalar, "a number");
        }
        try {
            return Float.valueOf(scalar.text().replace("_", ""));
        } catch (NumberFormatException special) { // YAML's .inf and .nan
            return expected(path, scalar, "a number");
        }
    }

    private @Nullable Object readEnum(Scalar scalar, String path, EnumDescriptor type) {
        for (EnumValueDescriptor value : type.getValues()) {
            if (value.getNumber() != 0 && MessageText.friendly(value).equals(snakeCase(scalar.text()))) {
                return value;
            }
        }
        String allowed = type.getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(MessageText::friendly)
                .collect(Collectors.joining(", "));
        problems.add(new Problem(path, scalar.line(), scalar.described() + " is unknown (allowed: " + allowed + ")"));
        return null;
    }

    private @Nullable Object expected(String path, TextNode found, String wanted) {
        problems.add(new Problem(path, found.line(), "expected " + wanted + ", found " + found.described()));
        return null;
    }

    private static boolean isNothing(TextNode node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
    }

    private static String names(Descriptor type) {
        List<String> names =
                type.getFields().stream().map(FieldDescriptor::getName).toList();
        return String.join(", ", names);
    }

    /** Takes {@code negativePrompt} and {@code negative-prompt} for {@code negative_prompt}. */
    private static String snakeCase(String name) {
        String snake = name.replace('-', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return snake.toLowerCase(Locale.ROOT);
    }
}
