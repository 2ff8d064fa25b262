package io.framefarm.worker.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The execution provider that networks run on.
 *
 * @param reason for people: why this one, and why not an earlier one
 */
public record ProviderChoice(Provider provider, String reason) {

    /** Whether a provider works here: empty, or why not. */
    @FunctionalInterface
    interface Trial {
        Optional<String> fault(Provider provider);
    }

    /** The first of those allowed that loads here; throws {@link IllegalArgumentException} if none does. */
    static ProviderChoice first(RuntimeSettings settings) {
        return first(settings.providers(), provider -> fault(provider, settings));
    }

    static ProviderChoice first(List<Provider> allowed, Trial trial) {
        List<String> missed = new ArrayList<>();
        for (Provider provider : allowed) {
            Optional<String> fault = trial.fault(provider);
            if (fault.isEmpty()) {
                return new ProviderChoice(provider, missed.isEmpty() ? "the first choice" : String.join("; ", missed));
            }
            missed.add(fault.get());
        }
        throw new IllegalArgumentException(
                "providers: none of " + name(allowed) + " works here: " + String.join("; ", missed));
    }

    private static Optional<String> fault(Provider provider, RuntimeSettings settings) {
        if (!provider.has(settings.precision())) {
            return Optional.of(provider + " does not compute in " + settings.precision() + " precision");
        }
        if (!provider.isBuiltIn()) {
            return Optional.of(provider + " is not in this build of ONNX Runtime");
        }
        try (SessionOptions options = new SessionOptions()) {
            provider.addTo(options, settings, Map.of());
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of(provider + " needs " + provider.needs() + ": " + e.getMessage());
        }
    }

    private static String name(List<Provider> providers) {
        return String.join(
                ", ",
                providers.stream()
                        .map(provider -> provider.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
