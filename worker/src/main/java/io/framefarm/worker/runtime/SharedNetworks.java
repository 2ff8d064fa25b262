package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.framefarm.worker.onnx.Graph;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Networks that take their weights as inputs: one session for all of the same graph, each weight in memory once. Opening
 * one with other weights opens no session and leaves alone what does not differ. Safe for use by many threads, which
 * open one after the other.
 */
final class SharedNetworks {
    private final CreateSession create;
    private final SharedWeights weights;
    private final Map<ByteBuffer, SharedSession> sessions = new HashMap<>();

    /** Opens a session that takes the weights as inputs. */
    interface CreateSession {
        OrtSession of(Graph graph, OptLevel optimization) throws OrtException;
    }

    SharedNetworks(OrtEnvironment environment, CreateSession create) {
        this.create = create;
        this.weights = new SharedWeights(environment, create);
    }

    NetworkParts open(Graph graph) throws OrtException {
        SharedSession session = session(graph);
        try {
            return new Parts(session, weights.take(graph.weights().values()));
        } catch (OrtException | RuntimeException | Error e) {
            release(session);
            throw e;
        }
    }

    private SharedSession session(Graph graph) throws OrtException {
        ByteBuffer model = ByteBuffer.wrap(graph.toBytesWithoutWeights());
        synchronized (sessions) {
            SharedSession session = sessions.get(model);
            if (session == null) {
                session = new SharedSession(model, create.of(graph, OptLevel.ALL_OPT));
                sessions.put(model, session);
            }
            session.users++;
            return session;
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
        private final ByteBuffer model;
        private final OrtSession session;
        private int users;

        SharedSession(ByteBuffer model, OrtSession session) {
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
            return taken.sizeBytes();
        }

        @Override
        public void close() throws OrtException {
            taken.close();
            release(session);
        }
    }
}
