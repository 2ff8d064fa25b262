package io.framefarm.protocol.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads one type of message; throws {@link SerializationException} with the topic's name when the bytes are none. */
public final class ProtobufDeserializer<M extends Message> implements Deserializer<M> {
    private final Parser<M> parser;

    private ProtobufDeserializer(Parser<M> parser) {
        this.parser = parser;
    }

    /** Reads messages of the type of this example, usually {@code Foo.getDefaultInstance()}. */
    @SuppressWarnings("unchecked") // A message's parser yields messages of its own type.
    public static <M extends Message> ProtobufDeserializer<M> of(M example) {
        return new ProtobufDeserializer<>((Parser<M>) example.getParserForType());
    }

    @Override
    // Kafka may hand over a tombstone as null, and takes null for it.
    @SuppressWarnings("NullAway")
    public M deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw new SerializationException(
                    "a record of " + bytes.length + " bytes on `" + topic + "` is not the message expected there: "
                            + broken.getMessage(),
                    broken);
        }
    }
}
