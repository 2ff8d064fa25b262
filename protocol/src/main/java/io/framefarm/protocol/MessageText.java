package io.framefarm.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Messages as people write them: fields in snake case, enum values in lower case without their prefix, bytes in
 * hexadecimal, and only what is set.
 */
public final class MessageText {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private MessageText() {}

    /** On one line. */
    public static String toJson(Message message) {
        return write(JSON, message);
    }

    public static String toYaml(Message message) {
        return write(YAML, message);
    }

    private static String write(ObjectMapper mapper, Message message) {
        try {
            return mapper.writeValueAsString(tree(message));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values cannot be written", impossible);
        }
    }

    private static ObjectNode tree(MessageOrBuilder message) {
        ObjectNode tree = NODES.objectNode();
        message.getAllFields().forEach((field, value) -> tree.set(field.getName(), node(field, value)));
        return tree;
    }

    private static JsonNode node(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            ObjectNode map = NODES.objectNode();
            for (Object element : (List<?>) value) {
                Message entry = (Message) element;
                FieldDescriptor key = entry.getDescriptorForType().findFieldByName("key");
                FieldDescriptor item = entry.getDescriptorForType().findFieldByName("value");
                map.set(String.valueOf(entry.getField(key)), single(item, entry.getField(item)));
            }
            return map;
        }
        if (field.isRepeated()) {
            ArrayNode list = NODES.arrayNode();
            ((List<?>) value).forEach(element -> list.add(single(field, element)));
            return list;
        }
        return single(field, value);
    }

    private static JsonNode single(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> NODES.numberNode((Integer) value);
            case LONG ->
                field.getType() == FieldDescriptor.Type.UINT64
                        ? NODES.numberNode(new BigInteger(Long.toUnsignedString((Long) value)))
                        : NODES.numberNode((Long) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case STRING -> NODES.textNode((String) value);
            case BYTE_STRING -> NODES.textNode(HexFormat.of().formatHex(((ByteString) value).toByteArray()));
            case ENUM -> NODES.textNode(friendly((EnumValueDescriptor) value));
            case MESSAGE -> tree((Message) value);
        };
    }

    /** {@code VIDEO_FORMAT_PNG_SEQUENCE} is written {@code png_sequence}. */
    static String friendly(EnumValueDescriptor value) {
        String unspecified = value.getType().getValues().get(0).getName();
        String prefix = unspecified.substring(0, unspecified.length() - "UNSPECIFIED".length());
        String name = value.getName();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).toLowerCase(Locale.ROOT);
    }
}
