package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.WeightLocation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Networks that take the matrices of their linear layers as inputs: one session for all of the same graph with the same
 * other weights, each matrix in memory once. Opening one with other matrices opens no session and leaves alone what does
 * not differ. Weights of convolutions stay in the session, which rearranges them. Safe for use by many threads, which open
 * one after the other.
 */
final class SharedNetworks {
    private final CreateSession create;
    private final SharedWeights weights;
    private final Map<Model, SharedSession> sessions = new HashMap<>();

    /** Opens a session that takes some weights as inputs. */
    interface CreateSession {
        OrtSession of(Graph graph, Predicate<Tensor> given, OptLevel optimization) throws OrtException;
    }

    /**
     * What a session is made of.
     *
     * @param bytes of the graph, whatever its weights are
     * @param inside the weights that it does not take as inputs
     */
    private record Model(ByteBuffer bytes, List<Tensor> inside) {
        static Model of(Graph graph) {
            byte[] bytes =
                    graph.toBytes(SharedNetworks::isGiven, weight -> new WeightLocation("", 0, weight.sizeBytes()));
            List<Tensor> inside = graph.weights().values().stream()
                    .filter(weight -> !isGiven(weight))
                    .toList();
            return new Model(ByteBuffer.wrap(bytes), inside);
        }

        long insideBytes() {
            return inside.stream().mapToLong(Tensor::elementCount).sum() * Float.BYTES;
        }
    }

    SharedNetworks(OrtEnvironment environment, CreateSession create) {
        this.create = create;
        this.weights = new SharedWeights(environment, create);
    }

    NetworkParts open(Graph graph) throws OrtException {
        SharedSession session = session(graph);
        try {
            return new Parts(session, weights.take(given(graph)));
        } catch (OrtException | RuntimeException | Error e) {
            release(session);
            throw e;
        }
    }

    private static List<Tensor> given(Graph graph) {
        return graph.weights().values().stream().filter(SharedNetworks::isGiven).toList();
    }

    private static boolean isGiven(Tensor weight) {
        return weight.shape().size() == 2;
    }

    private SharedSession session(Graph graph) throws OrtException {
        Model model = Model.of(graph);
        synchronized (sessions) {
            SharedSession session = sessions.get(model);
            if (session == null) {
                session = new SharedSession(model, create.of(graph, SharedNetworks::isGiven, OptLevel.ALL_OPT));
                sessions.put(model, session);
            }
            session.users++;
            return session;
        }
    }

    /** An equal part for each user. */
    private long insideBytes(SharedSession session) {
        synchronized (sessions) {
            return session.model.insideBytes() / Math.max(1, session.users);
        }
    }

    private void release(SharedSession session) throws OrtException {
        synchronized (sessions) {
            if (--session.users == 0) {
                sessions.remove(session.model);
                session.session.close();
            }
        }
    }

    /** Guarded by the map. */
    private static final class SharedSession {
        private final Model model;
        private final OrtSession session;
        private int users;

        SharedSession(Model model, OrtSession session) {
            this.model = model;
            this.session = session;
        }
    }

    private final class Parts implements NetworkParts {
        private final SharedSession session;
        private final SharedWeights.Taken taken;

        Parts(SharedSession session, SharedWeights.Taken taken) {
            this.session = session;
            this.taken = taken;
        }

        @Override
        public OrtSession session() {
            return session.session;
        }

        @Override
        public Map<String, OnnxTensor> weights() {
            return taken.tensors();
        }

        @Override
        public long sizeBytes() {
            return taken.sizeBytes() + insideBytes(session);
        }

        @Override
        public void close() throws OrtException {
            taken.close();
            release(session);
        }
    }
}
