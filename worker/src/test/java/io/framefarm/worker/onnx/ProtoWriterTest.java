package io.framefarm.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is protobuf's own writer. */
class ProtoWriterTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void integersAreWrittenAsProtobufWritesThem(long value) throws IOException {
        byte[] expected = written(out -> out.writeInt64(1, value));

        assertThat(new ProtoWriter().integer(1, value).toBytes()).isEqualTo(expected);
    }

    @Test
    void fieldNumbersAbove15TakeTwoBytes() throws IOException {
        byte[] expected = written(out -> out.writeInt64(20, 7));

        assertThat(new ProtoWriter().integer(20, 7).toBytes()).isEqualTo(expected);
    }

    @Test
    void realsStringsAndMessagesAreWrittenAsProtobufWritesThem() throws IOException {
        byte[] inner = written(out -> out.writeString(4, "Größe"));
        byte[] expected = written(out -> {
            out.writeFloat(2, 1.702f);
            out.writeByteArray(5, inner);
        });

        ProtoWriter message = new ProtoWriter().string(4, "Größe");

        assertThat(new ProtoWriter().real(2, 1.702f).message(5, message).toBytes())
                .isEqualTo(expected);
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writing.to(out);
        out.flush();
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }
}
