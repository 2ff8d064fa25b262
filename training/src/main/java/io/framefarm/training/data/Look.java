package io.framefarm.training.data;

/** How the world's pixels are coloured before a model learns from them. */
public enum Look {
    AS_DRAWN {
        @Override
        public void apply(float[] planes, int frames) {}
    },
    /** Brown tones of an old photograph: the lightness stays, the hue goes. */
    SEPIA {
        @Override
        public void apply(float[] planes, int frames) {
            int plane = planes.length / (frames * CHANNELS);
            for (int frame = 0; frame < frames; frame++) {
                int from = frame * CHANNELS * plane;
                for (int i = from; i < from + plane; i++) {
                    float lightness = lightness(planes[i], planes[i + plane], planes[i + 2 * plane]);
                    planes[i] = tone(lightness, 1.0f, 0.25f);
                    planes[i + plane] = tone(lightness, 0.85f, 0.05f);
                    planes[i + 2 * plane] = tone(lightness, 0.7f, -0.15f);
                }
            }
        }
    };

    private static final int CHANNELS = 3;

    /** Changes [frames, 3, side, side] in [-1, 1] in place. */
    public abstract void apply(float[] planes, int frames);

    /** The luma of ITU-R BT.601. */
    private static float lightness(float red, float green, float blue) {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    private static float tone(float lightness, float contrast, float offset) {
        return Math.max(-1, Math.min(1, contrast * lightness + offset));
    }
}
