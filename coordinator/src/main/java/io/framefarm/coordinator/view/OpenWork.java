package io.framefarm.coordinator.view;

import io.framefarm.protocol.v1.RenderStatus;
import java.util.HashMap;
import java.util.Map;

/** What has not ended, counted as it comes and goes. Thread-safe. */
final class OpenWork {
    private final Map<String, Integer> rendersByProducer = new HashMap<>();
    private int renders;
    private long frames;

    synchronized void add(RenderView render) {
        count(render, 1);
    }

    synchronized void remove(RenderView render) {
        count(render, -1);
    }

    private void count(RenderView render, int sign) {
        if (render.ended()) {
            return;
        }
        RenderStatus status = render.status();
        renders += sign;
        frames += sign * (long) (status.getFramesTotal() - status.getFramesRendered());
        rendersByProducer.merge(status.getProducer(), sign, Integer::sum);
        rendersByProducer.remove(status.getProducer(), 0);
    }

    synchronized int renders() {
        return renders;
    }

    synchronized int rendersOf(String producer) {
        return rendersByProducer.getOrDefault(producer, 0);
    }

    synchronized long frames() {
        return frames;
    }
}
