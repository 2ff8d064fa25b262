package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.layout.MotionNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tensor's name in an adapter file, understood: which layer, and what of it. Dialects differ in the ending (the role)
 * and in the spelling of the layer's path; kohya's underscores are the only spelling that all can be turned into.
 */
record LoraKey(String layer, Role role) {
    /** What a tensor is to its layer. */
    enum Role {
        DOWN,
        UP,
        ALPHA,
        MAGNITUDE
    }

    private static final String UNET = "lora_unet_";
    private static final String TEXT = "lora_te_";
    private static final Map<String, Role> ENDINGS = endings();

    static Optional<LoraKey> parse(String name) {
        for (Map.Entry<String, Role> ending : ENDINGS.entrySet()) {
            if (name.endsWith(ending.getKey())) {
                String path = name.substring(0, name.length() - ending.getKey().length());
                return layer(path).map(layer -> new LoraKey(layer, ending.getValue()));
            }
        }
        return Optional.empty();
    }

    static boolean isDown(String name) {
        return parse(name).filter(key -> key.role() == Role.DOWN).isPresent();
    }

    private static Map<String, Role> endings() {
        Map<String, Role> endings = new LinkedHashMap<>();
        // kohya, peft, peft with its default adapter's name, diffusers before and after 0.21, diffusers' text encoder
        for (String form :
                new String[] {".lora_%s.weight", "_lora.%s.weight", ".lora.%s.weight", ".lora_linear_layer.%s.weight"
                }) {
            endings.put(form.formatted("down"), Role.DOWN);
            endings.put(form.formatted("up"), Role.UP);
        }
        for (String form : new String[] {".lora_%s.weight", ".lora_%s.default.weight"}) {
            endings.put(form.formatted("A"), Role.DOWN);
            endings.put(form.formatted("B"), Role.UP);
        }
        endings.put(".alpha", Role.ALPHA);
        endings.put(".dora_scale", Role.MAGNITUDE);
        endings.put(".lora_magnitude_vector.weight", Role.MAGNITUDE);
        endings.put(".lora_magnitude_vector", Role.MAGNITUDE);
        return endings;
    }

    private static Optional<String> layer(String path) {
        if (path.startsWith(UNET) || path.startsWith(TEXT)) {
            return Optional.of(path);
        }
        String inner = withoutPrefix(withoutPrefix(path, "state_dict."), "module.");
        inner = withoutPrefix(withoutPrefix(inner, "unet."), "base_model.model.");
        if (inner.startsWith("text_encoder.")) {
            inner = withoutPrefix(withoutPrefix(inner, "text_encoder."), "base_model.model.");
        }
        inner = MotionNames.canonical(inner).replace(".processor", "");
        inner = inner.endsWith(".to_out") ? inner + ".0" : inner;
        if (inner.startsWith("text_model.")) {
            return Optional.of(TEXT + underscored(inner));
        }
        boolean unet = inner.startsWith("down_blocks.")
                || inner.startsWith("mid_block.")
                || inner.startsWith("up_blocks.")
                || inner.startsWith("conv_")
                || inner.startsWith("time_embedding.");
        return unet ? Optional.of(UNET + underscored(inner)) : Optional.empty();
    }

    /** The key that kohya's dialect has for a layer of the UNet (or its motion modules) or the text encoder. */
    static String of(String canonicalLayer) {
        return (canonicalLayer.startsWith("text_model.") ? TEXT : UNET) + underscored(canonicalLayer);
    }

    private static String underscored(String path) {
        return path.replace('.', '_');
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
