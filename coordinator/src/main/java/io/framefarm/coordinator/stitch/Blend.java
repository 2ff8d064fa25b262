package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.frame.RgbFrame;

/** Mixes two frames as a crossfade does: each sample in proportion, rounded to the nearest. */
public final class Blend {
    private Blend() {}

    public static RgbFrame of(RgbFrame first, RgbFrame second, int share, int of) {
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new IllegalArgumentException("cannot mix " + first + " with " + second);
        }
        byte[] mixed = new byte[first.rgb().length];
        for (int i = 0; i < mixed.length; i++) {
            int sum = (first.rgb()[i] & 255) * (of - share) + (second.rgb()[i] & 255) * share;
            mixed[i] = (byte) ((sum + of / 2) / of);
        }
        return new RgbFrame(first.width(), first.height(), mixed);
    }
}
