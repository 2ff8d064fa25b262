package io.framefarm.worker.engine;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import io.framefarm.worker.sampling.SamplerKind;

/** Renders one recipe and prints the hash of its pixels: run in processes of their own by the test. */
final class RenderDigest {

    private RenderDigest() {}

    public static void main(String[] args) {
        System.out.println("pixels " + digest());
    }

    static String digest() {
        Recipe recipe = Recipes.small()
                .sampling(SamplerKind.LCM, 3, 1.5f, NoiseKind.PHILOX)
                .loras(new LoraUse("lcm", 0.8f))
                .recipe();
        ContentHash hash = new ContentHash();
        try (Engine engine = new Engine(
                ReferencePack.animateLcm(ReferenceSet.committed(), "per_frame"),
                new OnnxRuntime(new RuntimeSettings(2, 0)),
                EngineSettings.usual(),
                new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
                () -> 0)) {
            engine.render(recipe, frame -> hash.add(frame.image().rgb()), new Cancellation());
        }
        return hash.hex();
    }
}
