package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.framefarm.worker.checkpoint.AdaptedBytes;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weights that networks share. They come in batches, each of which is freed when no network takes anything of it any
 * more: what has to be computed is computed together.
 */
final class SharedWeights {
    private final WeightBatch.Source source;

    /** Held while weights are computed, so that two networks that need the same do not both compute it. */
    private final Object taking = new Object();

    /** By the weight without its name. Guards the batches' users, too. */
    private final Map<Tensor, WeightBatch> batches = new HashMap<>();

    SharedWeights(OrtEnvironment environment, SharedNetworks.CreateSession create) {
        this.source = new WeightBatch.Source(environment, create);
    }

    /** What is done to a weight before networks take it. */
    private enum Kind {
        /** Nothing: it is seen where it lies. */
        STORED,
        /** It is converted, which is the same for all sets of LoRAs. */
        CONVERTED,
        /** A set of LoRAs changes it. */
        CHANGED;

        static Kind of(Tensor weight) {
            if (!(weight.storage() instanceof AdaptedBytes adapted)) {
                return STORED;
            }
            return adapted.changes().isEmpty() ? CONVERTED : CHANGED;
        }
    }

    Taken take(Collection<Tensor> weights) throws OrtException {
        synchronized (taking) {
            Taken taken = new Taken();
            try {
                Map<Tensor, Tensor> missing = new LinkedHashMap<>();
                weights.stream()
                        .filter(weight -> !taken.join(weight))
                        .forEach(weight -> missing.put(key(weight), weight));
                Map<Kind, List<Tensor>> kinds = missing.values().stream().collect(Collectors.groupingBy(Kind::of));
                for (Map.Entry<Kind, List<Tensor>> kind : kinds.entrySet()) {
                    add(kind.getKey() == Kind.STORED ? source.view(kind.getValue()) : source.compute(kind.getValue()));
                    weights.stream()
                            .filter(weight -> Kind.of(weight) == kind.getKey())
                            .forEach(taken::join);
                }
                return taken;
            } catch (OrtException | RuntimeException | Error e) {
                taken.close();
                throw e;
            }
        }
    }

    private void add(WeightBatch batch) {
        synchronized (batches) {
            batch.tensors().keySet().forEach(weight -> batches.put(weight, batch));
        }
    }

    private static Tensor key(Tensor weight) {
        return weight.withName("");
    }

    /** What one network takes. */
    final class Taken {
        private final Map<String, OnnxTensor> tensors = new HashMap<>();
        private final Set<WeightBatch> used = new HashSet<>();

        Map<String, OnnxTensor> tensors() {
            return tensors;
        }

        /** Of each batch as much as its other users count. */
        long sizeBytes() {
            return used.stream().mapToLong(WeightBatch::shareBytes).sum();
        }

        private boolean join(Tensor weight) {
            synchronized (batches) {
                WeightBatch batch = batches.get(key(weight));
                if (batch == null) {
                    return false;
                }
                if (used.add(batch)) {
                    batch.joined();
                }
                tensors.put(weight.name(), batch.tensors().get(key(weight)));
                return true;
            }
        }

        void close() {
            synchronized (batches) {
                for (WeightBatch batch : used) {
                    if (batch.left()) {
                        batches.values().removeIf(batch::equals);
                        batch.close();
                    }
                }
            }
        }
    }
}
