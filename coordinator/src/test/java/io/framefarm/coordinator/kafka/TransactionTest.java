package io.framefarm.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TransactionTest {

    @Test
    void aProducerThatBrokeEndsTheTermAndNotTheCoordinator() {
        try (MockProducer<String, byte[]> broken =
                        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
                MockConsumer<String, byte[]> inputs = new MockConsumer<>("earliest")) {
            Transaction transaction = new Transaction(
                    broken, inputs.groupMetadata(), new RenderTraces(Tracer.OFF, InstantSource.fixed(Instant.EPOCH)));
            Effect status = new Effect.PublishStatus(
                    RenderStatus.newBuilder().setRenderId("r1").build());

            // What a producer says after some errors, and before it is initialised.
            assertThatThrownBy(() -> status.doWith(transaction))
                    .isInstanceOf(KafkaException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }
}
