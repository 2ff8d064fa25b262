package io.framefarm.worker.onnx;

import io.framefarm.worker.checkpoint.AdaptedBytes;
import io.framefarm.worker.checkpoint.LowRank;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.List;

/** Computes the floats of adapted tensors, all in one graph: one output for each. */
public final class AdaptWeights {
    private AdaptWeights() {}

    public static Graph graph(List<Tensor> adapted) {
        GraphBuilder graph = new GraphBuilder(Operators.CPU);
        for (Tensor weight : adapted) {
            if (!(weight.storage() instanceof AdaptedBytes parts)) {
                throw new IllegalArgumentException("weight: " + weight.name() + " (allowed: adapted ones)");
            }
            graph.output(output(weight), inFloats(graph, weight.name(), parts).reshape(shape(weight)));
        }
        return graph.build();
    }

    /** The output that has this tensor's floats. */
    public static String output(Tensor adapted) {
        return adapted.name() + ".floats";
    }

    private static Value inFloats(GraphBuilder graph, String name, AdaptedBytes parts) {
        Value original = graph.weight(parts.original().withName(name));
        if (parts.changes().isEmpty()) {
            return original;
        }
        long out = original.shape().dim(0);
        Value rows = original.reshape(out, original.shape().elements() / out); // [out, in k k]
        for (int i = 0; i < parts.changes().size(); i++) {
            LowRank change = parts.changes().get(i);
            Value up = graph.weight(change.up().withName(name + ".up." + i)).reshape(out, change.rank());
            Value down = graph.weight(change.down().withName(name + ".down." + i))
                    .reshape(change.rank(), rows.shape().dim(1));
            Attribute factor = Attribute.of("alpha", (double) change.factor());
            rows = graph.node("Gemm", List.of(up, down, rows), rows.shape(), factor);
        }
        return rows;
    }

    private static long[] shape(Tensor tensor) {
        return tensor.shape().stream().mapToLong(Long::longValue).toArray();
    }
}
