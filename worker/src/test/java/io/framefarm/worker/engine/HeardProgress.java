package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.ArrayList;
import java.util.List;

/** Notes steps, sketches if it wants any, and frames as they come. */
final class HeardProgress implements RenderListener {

    private final boolean sketches;
    private final List<String> heard = new ArrayList<>();

    HeardProgress(boolean sketches) {
        this.sketches = sketches;
    }

    @Override
    public void stepDone(int done, int of) {
        heard.add(done + "/" + of);
    }

    @Override
    public boolean sketches() {
        return sketches;
    }

    @Override
    public void sketch(RgbFrame picture) {
        heard.add("sketch");
    }

    @Override
    public void frame(Frame frame) {
        heard.add("frame " + frame.index());
    }

    List<String> heard() {
        return heard;
    }
}
