package io.framefarm.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.RenderCommand;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ProtobufSerializationTest {
    private final ProtobufDeserializer<RenderCommand> reader =
            ProtobufDeserializer.of(RenderCommand.getDefaultInstance());

    @Test
    void aMessageSurvives() {
        RenderCommand command = RenderCommand.newBuilder()
                .setRenderId("r")
                .setCancel(Cancel.newBuilder().setReason("enough"))
                .build();

        assertThat(reader.deserialize("requests", new ProtobufSerializer<>().serialize("requests", command)))
                .isEqualTo(command);
    }

    @Test
    void bytesThatAreNoMessageAreRefusedWithTheTopicsName() {
        assertThatThrownBy(() -> reader.deserialize("requests", new byte[] {(byte) 0xff, 1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("3 bytes on `requests`");
    }
}
