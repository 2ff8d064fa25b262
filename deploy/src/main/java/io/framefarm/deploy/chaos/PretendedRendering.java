package io.framefarm.deploy.chaos;

import com.google.protobuf.ByteString;
import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Renders as the simulated renderer does, with a cache that workers share, until there is a famine. */
public final class PretendedRendering implements SegmentRenderer {

    private static final int BITE_BYTES = 1 << 20;

    private final SimulatedRenderer simulated;
    private final TensorCache shared;
    private final Optional<Path> famine;

    /**
     * Makes a renderer that renders nothing.
     *
     * @param window how long a window takes
     * @param famine while this file exists, whoever renders takes all the memory that there is
     */
    public PretendedRendering(Duration window, TensorCache shared, Optional<Path> famine) {
        this.simulated = new SimulatedRenderer(window);
        this.shared = shared;
        this.famine = famine;
    }

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        starve();
        return simulated.render(recipe, latents, progress, cancellation);
    }

    /** Each worker starves once: who comes after it finds no famine. */
    private void starve() {
        try {
            if (famine.isPresent() && Files.deleteIfExists(famine.get())) {
                takeAllMemory();
            }
        } catch (IOException e) {
            throw new ChaosFailedException("cannot look for a famine: " + e.getMessage(), e);
        }
    }

    /** Until there is none, which is how it ends. */
    private static void takeAllMemory() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            eaten.add(new byte[BITE_BYTES]);
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        simulated.prepare(recipe);
    }

    @Override
    public Set<String> packs() {
        return simulated.packs();
    }

    @Override
    public Set<String> warmPacks() {
        return simulated.warmPacks();
    }

    @Override
    public TensorCache shared() {
        return shared;
    }

    @Override
    public String device() {
        return simulated.device();
    }
}
