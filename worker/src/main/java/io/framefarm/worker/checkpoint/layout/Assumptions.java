package io.framefarm.worker.checkpoint.layout;

/**
 * What the tensors of a file cannot tell and only a config.json says. Where there is none, these hold; the values of
 * Stable Diffusion 1.5 are the usual ones, and a caller who knows better gives others.
 */
public record Assumptions(
        int unetNormGroups,
        int unetHeads,
        int vaeNormGroups,
        double vaeScalingFactor,
        int textHeads,
        ClipTextConfig.Activation textActivation,
        int motionNormGroups,
        int motionHeads) {
    public static final Assumptions SD15 =
            new Assumptions(32, 8, 32, 0.18215, 12, ClipTextConfig.Activation.QUICK_GELU, 32, 8);
}
