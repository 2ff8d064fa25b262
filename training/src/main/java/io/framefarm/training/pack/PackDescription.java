package io.framefarm.training.pack;

import io.framefarm.training.network.UNetConfig;

/** The YAML file that makes model files a pack of the farm. */
final class PackDescription {
    private static final String STYLE = """
              # Makes it night; off unless a request asks for it.
              - name: style
                path: style_lora.safetensors
                scale: 0
            """;

    /** Lets videos begin with an image. */
    static final String IMAGE_ENCODER = """
            image_encoder: image_encoder.safetensors
            """;

    /** Lets videos follow a layout. */
    static final String CONTROLNET = """
            controlnets:
              - name: layout
                path: layout
            """;

    private PackDescription() {}

    /** The consistency model: LoRA and distilled motion modules, a few steps without guidance. */
    static String distilled(UNetConfig config, boolean styled) {
        return common(config, "lcm_motion.safetensors") + """
                loras:
                  - name: lcm
                    path: lcm_lora.safetensors
                    scale: 1.0
                """ + (styled ? STYLE : "") + """
                sampling:
                  sampler: lcm
                  steps: 4
                  guidance: 1.0
                  beta_schedule: linear
                  original_steps: 50
                """;
    }

    /** The model before its distillation: many steps, guided. */
    static String teacher(UNetConfig config) {
        return common(config, "motion.safetensors") + """
                sampling:
                  sampler: ddim
                  steps: 25
                  guidance: 3.0
                  beta_schedule: linear
                """;
    }

    private static String common(UNetConfig config, String motion) {
        return """
                name: demo
                description: Moving things on plain backgrounds, 16 frames of 64x64
                base:
                  path: base
                motion:
                  path: %s
                # A motion file does not say these two, and the usual 32 and 8 do not fit.
                architecture:
                  motion_norm_groups: %d
                  motion_heads: %d
                width: 64
                height: 64
                frames: 16
                fps: 8
                """.formatted(motion, config.groups(), config.heads());
    }
}
