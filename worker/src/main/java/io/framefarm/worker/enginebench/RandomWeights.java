package io.framefarm.worker.enginebench;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.FileRegion;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Small random numbers as weights of any network. All tensors are windows into one file, to save disk and cache. */
public final class RandomWeights {
    private static final int CHUNK = 1 << 20;
    private static final float LIMIT = 0.05f;

    private final Path file;

    private RandomWeights(Path file) {
        this.file = file;
    }

    /**
     * Writes the numbers.
     *
     * @param count elements of the largest tensor
     */
    public static RandomWeights write(Path file, long count, RandomGenerator random) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long written = 0; written < count; written += CHUNK) {
                chunk.clear();
                while (chunk.hasRemaining()) {
                    chunk.putFloat(random.nextFloat(-LIMIT, LIMIT));
                }
                chunk.flip();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        }
        return new RandomWeights(file);
    }

    public <C extends NetworkConfig> NetworkWeights<C> of(C config) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensorShapes().forEach((name, shape) -> tensors.put(name, tensor(name, shape)));
        return new NetworkWeights<>(config, tensors);
    }

    private Tensor tensor(String name, List<Long> shape) {
        long size = Tensor.sizeBytes(name, ElementType.F32, shape);
        return new Tensor(name, ElementType.F32, shape, new FileRegion(file, 0, size));
    }
}
