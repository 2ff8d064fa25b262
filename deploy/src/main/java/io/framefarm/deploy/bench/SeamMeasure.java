package io.framefarm.deploy.bench;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;
import java.util.Set;

/** How much neighbouring frames differ at the borders of segments, and how much inside them. */
public final class SeamMeasure {

    private double atBorders;
    private int borders;
    private double inside;
    private int insides;

    /** Adds a video; {@code borderFrames} are those of which the step from the frame before crosses a border. */
    void add(List<RgbFrame> frames, Set<Integer> borderFrames) {
        for (int i = 1; i < frames.size(); i++) {
            double change = change(frames.get(i - 1), frames.get(i));
            if (borderFrames.contains(i)) {
                atBorders += change;
                borders++;
            } else {
                inside += change;
                insides++;
            }
        }
    }

    /** Mean change of a colour value from one frame to the next, 0 to 255, across borders. */
    public double atBorders() {
        return borders == 0 ? 0 : atBorders / borders;
    }

    /** The same where there is no border. */
    public double inside() {
        return insides == 0 ? 0 : inside / insides;
    }

    /** 1 is a shot without seams. */
    public double ratio() {
        return inside() == 0 ? 0 : atBorders() / inside();
    }

    public int borders() {
        return borders;
    }

    /** Mean absolute difference. */
    static double change(RgbFrame one, RgbFrame other) {
        byte[] a = one.rgb();
        byte[] b = other.rgb();
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return (double) sum / a.length;
    }
}
