package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.ArrayDeque;
import java.util.Queue;

/** Converts frames on many threads at the same time, each with a converter of its own while it needs one. */
final class ConvertAhead implements AutoCloseable {
    private final VideoSpec spec;
    private final int pixelFormat;
    private final Queue<FrameConverter> idle = new ArrayDeque<>();
    private boolean closed;

    ConvertAhead(VideoSpec spec, int pixelFormat) {
        this.spec = spec;
        this.pixelFormat = pixelFormat;
    }

    byte[] convert(RgbFrame frame) throws EncodingException {
        FrameConverter converter = take();
        try {
            return Planes.copy(converter.convert(frame));
        } finally {
            giveBack(converter);
        }
    }

    private FrameConverter take() throws EncodingException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.remove();
            }
        }
        return new FrameConverter(spec, pixelFormat);
    }

    private synchronized void giveBack(FrameConverter converter) {
        if (closed) {
            converter.close();
        } else {
            idle.add(converter);
        }
    }

    /** Those that are in use are freed when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(FrameConverter::close);
        idle.clear();
    }
}
