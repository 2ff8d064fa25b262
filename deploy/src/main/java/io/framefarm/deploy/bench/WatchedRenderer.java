package io.framefarm.deploy.bench;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.runtime.RunListener;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A renderer of which somebody hears when it begins and ends to render a segment. */
final class WatchedRenderer implements SegmentRenderer {

    private final SegmentRenderer renderer;
    private final RunListener segments;

    WatchedRenderer(SegmentRenderer renderer, RunListener segments) {
        this.renderer = renderer;
        this.segments = segments;
    }

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        segments.began();
        try {
            return renderer.render(recipe, latents, progress, cancellation);
        } finally {
            segments.ended();
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        renderer.prepare(recipe);
    }

    @Override
    public Set<String> packs() {
        return renderer.packs();
    }

    @Override
    public Set<String> warmPacks() {
        return renderer.warmPacks();
    }

    @Override
    public Map<String, List<String>> loras() {
        return renderer.loras();
    }

    @Override
    public TensorCache shared() {
        return renderer.shared();
    }

    @Override
    public String device() {
        return renderer.device();
    }
}
