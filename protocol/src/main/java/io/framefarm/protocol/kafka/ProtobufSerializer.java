package io.framefarm.protocol.kafka;

import com.google.protobuf.MessageLite;
import org.apache.kafka.common.serialization.Serializer;

/** Any message as its Protobuf bytes, without a frame around them, so that producers in any language can do the same. */
public final class ProtobufSerializer<M extends MessageLite> implements Serializer<M> {

    @Override
    // Kafka hands tombstones to serializers as null, and takes null for them.
    @SuppressWarnings("NullAway")
    public byte[] serialize(String topic, M message) {
        return message == null ? null : message.toByteArray();
    }
}
