package io.framefarm.worker.checkpoint.layout;

import java.util.List;

/** The module names of CompVis' latent diffusion code, in which single files are kept, beside the canonical ones. */
final class LdmNames {
    private LdmNames() {}

    /** Input and output blocks are numbered through all levels, each level's layers first and then its resampler. */
    static Renames unet(int layersPerBlock, List<Boolean> attention) {
        Renames names = new Renames();
        names.add("time_embed.0", "time_embedding.linear_1");
        names.add("time_embed.2", "time_embedding.linear_2");
        names.add("input_blocks.0.0", "conv_in");
        int levels = attention.size();
        for (int level = 0; level < levels; level++) {
            int first = 1 + level * (layersPerBlock + 1);
            downBlock(names, first, layersPerBlock, "down_blocks." + level);
            upBlock(names, level, layersPerBlock, attention.get(levels - 1 - level));
        }
        unetResnet(names, "middle_block.0", "mid_block.resnets.0");
        names.add("middle_block.1", "mid_block.attentions.0");
        unetResnet(names, "middle_block.2", "mid_block.resnets.1");
        names.add("out.0", "conv_norm_out");
        names.add("out.2", "conv_out");
        return names;
    }

    /**
     * The way down of a UNet, and what a ControlNet has of its own; the layers that read the hint have activations between
     * them, which count.
     */
    static Renames controlNet(int layersPerBlock, List<Boolean> attention, int hintLayers) {
        Renames names = unet(layersPerBlock, attention);
        String hint = "controlnet_cond_embedding";
        names.add("input_hint_block.0", hint + ".conv_in");
        for (int i = 0; i < hintLayers - 2; i++) {
            names.add("input_hint_block." + 2 * (i + 1), hint + ".blocks." + i);
        }
        names.add("input_hint_block." + 2 * (hintLayers - 1), hint + ".conv_out");
        int residuals = attention.size() * (layersPerBlock + 1);
        for (int i = 0; i < residuals; i++) {
            names.add("zero_convs." + i + ".0", "controlnet_down_blocks." + i);
        }
        names.add("middle_block_out.0", "controlnet_mid_block");
        return names;
    }

    private static void downBlock(Renames names, int first, int layers, String block) {
        for (int layer = 0; layer < layers; layer++) {
            String ldm = "input_blocks." + (first + layer);
            unetResnet(names, ldm + ".0", block + ".resnets." + layer);
            names.add(ldm + ".1", block + ".attentions." + layer);
        }
        names.add("input_blocks." + (first + layers) + ".0.op", block + ".downsamplers.0.conv");
    }

    private static void upBlock(Renames names, int up, int layers, boolean attention) {
        String block = "up_blocks." + up;
        int first = up * (layers + 1);
        for (int layer = 0; layer <= layers; layer++) {
            String ldm = "output_blocks." + (first + layer);
            unetResnet(names, ldm + ".0", block + ".resnets." + layer);
            names.add(ldm + ".1", block + ".attentions." + layer);
        }
        // The upsampler sits behind whatever else the last layer has.
        names.add(
                "output_blocks." + (first + layers) + (attention ? ".2" : ".1") + ".conv",
                block + ".upsamplers.0.conv");
    }

    private static void unetResnet(Renames names, String ldm, String canonical) {
        names.add(ldm + ".in_layers.0", canonical + ".norm1");
        names.add(ldm + ".in_layers.2", canonical + ".conv1");
        names.add(ldm + ".emb_layers.1", canonical + ".time_emb_proj");
        names.add(ldm + ".out_layers.0", canonical + ".norm2");
        names.add(ldm + ".out_layers.3", canonical + ".conv2");
        names.add(ldm + ".skip_connection", canonical + ".conv_shortcut");
    }

    /** The decoder's levels are numbered from the finest, which comes last; the canonical ones in order. */
    static Renames vae(int levels, int layersPerBlock) {
        Renames names = new Renames();
        for (String half : List.of("encoder", "decoder")) {
            names.add(half + ".mid.block_1", half + ".mid_block.resnets.0");
            vaeAttention(names, half + ".mid.attn_1", half + ".mid_block.attentions.0");
            names.add(half + ".mid.block_2", half + ".mid_block.resnets.1");
            names.add(half + ".norm_out", half + ".conv_norm_out");
        }
        for (int level = 0; level < levels; level++) {
            String ldm = "encoder.down." + level;
            String block = "encoder.down_blocks." + level;
            vaeResnets(names, ldm, block, layersPerBlock);
            names.add(ldm + ".downsample.conv", block + ".downsamplers.0.conv");
        }
        for (int up = 0; up < levels; up++) {
            String ldm = "decoder.up." + (levels - 1 - up);
            String block = "decoder.up_blocks." + up;
            vaeResnets(names, ldm, block, layersPerBlock + 1);
            names.add(ldm + ".upsample.conv", block + ".upsamplers.0.conv");
        }
        return names;
    }

    private static void vaeResnets(Renames names, String ldm, String block, int layers) {
        for (int layer = 0; layer < layers; layer++) {
            String original = ldm + ".block." + layer;
            String canonical = block + ".resnets." + layer;
            names.add(original, canonical);
            names.add(original + ".nin_shortcut", canonical + ".conv_shortcut");
        }
    }

    private static void vaeAttention(Renames names, String ldm, String canonical) {
        names.add(ldm + ".norm", canonical + ".group_norm");
        names.add(ldm + ".q", canonical + ".to_q");
        names.add(ldm + ".k", canonical + ".to_k");
        names.add(ldm + ".v", canonical + ".to_v");
        names.add(ldm + ".proj_out", canonical + ".to_out.0");
    }
}
