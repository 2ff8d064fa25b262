package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.latents.Sha256;
import java.util.List;
import java.util.Set;

/** A renderer that has its pictures ready, and fails in every way that renderers do. Time passes elsewhere. */
final class Painter implements SegmentRenderer {
    static final String PACK = "simulated";

    private final World world;
    private final Pictures pictures;

    Painter(World world, Pictures pictures) {
        this.world = world;
        this.pictures = pictures;
    }

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        cancellation.throwIfCancelled();
        if (world.strikes(Fault.OUT_OF_MEMORY)) {
            throw new OutOfMemoryError("simulated");
        }
        if (world.strikes(Fault.RENDERING_FAILED)) {
            throw new RenderFailure(Category.CATEGORY_RETRYABLE, "DEVICE_LOST", "simulated");
        }
        if (world.strikes(Fault.RENDERER_BROKE)) {
            throw new IllegalStateException("simulated");
        }
        List<ByteString> expected =
                recipe.getInputsList().stream().map(LatentInput::getSha256).toList();
        if (!latents.stream().map(Sha256::of).toList().equals(expected)) {
            throw new IllegalStateException("the latents that came are not those that the recipe names");
        }
        return new Rendering(pictures.of(recipe), List.of(), List.of(), latents(recipe));
    }

    /** What is handed on follows from the recipe, as real latents do. */
    private static ByteString latents(Recipe recipe) {
        return recipe.getKeepsLatents() ? Sha256.of(recipe.toByteString()) : ByteString.EMPTY;
    }

    @Override
    public void prepare(Recipe recipe) {}

    @Override
    public Set<String> packs() {
        return Set.of(PACK);
    }

    @Override
    public Set<String> warmPacks() {
        return Set.of();
    }

    @Override
    public String device() {
        return "simulated";
    }
}
