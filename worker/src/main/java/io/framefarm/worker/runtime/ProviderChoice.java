package io.framefarm.worker.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The execution provider that networks run on.
 *
 * @param reason for people: why this one, and why not a faster one
 */
public record ProviderChoice(Provider provider, String reason) {

    /** The fastest one that loads here. */
    static ProviderChoice fastest(int device) {
        List<String> missed = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            if (!provider.isBuiltIn()) {
                missed.add(provider + " is not in this build of ONNX Runtime");
                continue;
            }
            try (SessionOptions options = new SessionOptions()) {
                provider.addTo(options, device);
                return new ProviderChoice(provider, missed.isEmpty() ? "the fastest" : String.join("; ", missed));
            } catch (OrtException e) {
                missed.add(String.format(Locale.ROOT, "%s does not load: %s", provider, e.getMessage()));
            }
        }
        throw new IllegalStateException("no execution provider loads: " + missed);
    }
}
