package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.inspect.MakeCheckpoint;
import io.framefarm.worker.lora.LoraFactors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedLorasTest {

    @TempDir
    Path folder;

    private final CachedLoras loras = new CachedLoras(new LocalTensorCache(1 << 24, CacheEvents.IGNORED));

    @Test
    void setsThatHaveALoraInCommonHaveTheSameFactors() throws IOException {
        Path common = lora(0);

        LoraFactors first = loras.read(common);
        loras.read(lora(1));

        assertThat(loras.read(common)).isSameAs(first);
    }

    @Test
    void factorsThatWereNotUsedForLongAreNotHeld() throws IOException {
        Path old = lora(0);
        LoraFactors first = loras.read(old);

        for (int i = 1; i <= 4; i++) {
            loras.read(lora(i));
        }

        assertThat(loras.read(old)).isNotSameAs(first);
    }

    private Path lora(int number) throws IOException {
        Path file = folder.resolve(number + ".safetensors");
        new MakeCheckpoint(number).lora(file, TinyNetworks.UNET, 2, MakeCheckpoint.Layers.ATTENTION);
        return file;
    }
}
