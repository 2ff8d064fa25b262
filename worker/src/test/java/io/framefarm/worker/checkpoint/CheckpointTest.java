package io.framefarm.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Tensor weight =
                Tensor.ofFloats("w", ElementType.F16, List.of(2L, 3L), new float[] {0, 1, -2, 0.5f, 1e-7f, 65504});
        Tensor scalar = Tensor.ofFloats("alpha", ElementType.F32, List.of(), new float[] {8});
        Path file = folder.resolve("two.safetensors");
        SafetensorsWriter.write(file, List.of(weight, scalar), Map.of("format", "pt"));
        Checkpoint checkpoint = Checkpoint.open(file);
        assertThat(checkpoint.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(checkpoint.tensors().keySet()).containsExactly("w", "alpha");
        Tensor read = checkpoint.tensor("w").orElseThrow();
        assertThat(read.shape()).containsExactly(2L, 3L);
        assertThat(read.bytes()).isEqualTo(weight.bytes());
        assertThat(read.bytes().isDirect()).isTrue();
        assertThat(read.bytes().isReadOnly()).isTrue();
        assertThat(read.region().orElseThrow().offset() % 8).isZero();
        assertThat(checkpoint.tensor("alpha").orElseThrow().toFloats()).containsExactly(8);
    }

    @Test
    void theSameTensorsInAPickleAndInSafetensorsAreTheSameBytes() throws IOException {
        float[] values = {1, 2, 3, 4};
        Tensor tensor = Tensor.ofFloats("w", ElementType.F32, List.of(2L, 2L), values);
        Path safetensors = folder.resolve("one.safetensors");
        SafetensorsWriter.write(safetensors, List.of(tensor), Map.of());
        Path pickle = folder.resolve("one.ckpt");
        Files.write(
                pickle,
                new TorchArchive()
                        .stored("any_name/data.pkl", PickleScript.oneTensor().stop())
                        .stored("any_name/data/0", bytes(values))
                        .toBytes());
        Tensor pickled = Checkpoint.open(pickle).tensor("w").orElseThrow();
        Tensor safe = Checkpoint.open(safetensors).tensor("w").orElseThrow();
        assertThat(pickled.bytes()).isEqualTo(safe.bytes());
        assertThat(pickled.shape()).isEqualTo(safe.shape());
        assertThat(pickled.region().orElseThrow().file()).isEqualTo(pickle);
    }

    @Test
    void aTransposedTensorOfAPickleIsPutInOrder() throws IOException {
        byte[] script = PickleScript.start()
                .op('}')
                .text("w")
                .tensor("FloatStorage", "0", 6, 1, new long[] {2, 2}, new long[] {1, 3})
                .op('s')
                .stop();
        Path file = folder.resolve("transposed.pt");
        Files.write(
                file,
                new TorchArchive()
                        .stored("a/data.pkl", script)
                        .stored("a/data/0", bytes(new float[] {0, 1, 2, 3, 4, 5}))
                        .toBytes());
        Tensor tensor = Checkpoint.open(file).tensor("w").orElseThrow();
        assertThat(tensor.region()).isEmpty();
        assertThat(tensor.toFloats()).containsExactly(1, 4, 2, 5);
    }

    @Test
    void nestedDictionariesBecomeDottedNamesAndTheRestMetadata() throws IOException {
        PickleScript script =
                PickleScript.start().op('}', '(').text("global_step").whole(470_000);
        script.text("state_dict")
                .global("collections", "OrderedDict")
                .op(')', 'R', '(')
                .text("unet.w");
        script.tensor("FloatStorage", "0", 4, 0, new long[] {4}, new long[] {1}).op('u');
        script.op('}').text("_metadata").op('}', 's', 'b', 'u');
        Path file = folder.resolve("nested.ckpt");
        Files.write(file, TorchArchive.of(script.stop()));
        Checkpoint checkpoint = Checkpoint.open(file);
        assertThat(checkpoint.tensors()).containsOnlyKeys("state_dict.unet.w");
        assertThat(checkpoint.metadata()).containsEntry("global_step", "470000");
    }

    @Test
    void aRefusedNameIsInTheMessage() throws IOException {
        Path file = folder.resolve("evil.ckpt");
        Files.write(
                file,
                TorchArchive.of(PickleScript.start().global("os", "system").stop()));
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("evil.ckpt")
                .hasMessageContaining("os.system");
    }

    @Test
    void tensorsBeyondTwoGibibytesIntoAFileAreMapped() throws IOException {
        long holeBytes = 3L << 30;
        String header = "{" + gibibyte("a", 0) + "," + gibibyte("b", 1) + "," + gibibyte("c", 2)
                + ",\"end\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + holeBytes + "," + (holeBytes + 4)
                + "]}}";
        Path file = folder.resolve("sparse.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] json = header.getBytes(StandardCharsets.UTF_8);
            sparse.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            sparse.write(json);
            sparse.seek(8 + json.length + holeBytes);
            sparse.write(bytes(new float[] {42}));
        }
        assertThat(Checkpoint.open(file).tensor("end").orElseThrow().toFloats()).containsExactly(42);
    }

    private static String gibibyte(String name, long index) {
        long size = 1L << 30;
        return "\"" + name + "\":{\"dtype\":\"U8\",\"shape\":[" + size + "],\"data_offsets\":[" + index * size + ","
                + (index + 1) * size + "]}";
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
