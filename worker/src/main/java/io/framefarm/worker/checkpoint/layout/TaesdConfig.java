package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/** One half of the tiny autoencoder TAESD, which makes drafts; layers are numbered as in diffusers. */
public record TaesdConfig(Part part, int imageChannels, int latentChannels, int width) implements NetworkConfig {
    private static final int STAGES = 4;
    private static final int BLOCKS_PER_STAGE = 3;

    /** The decoder in the size that its author publishes for Stable Diffusion 1.x. */
    public static final TaesdConfig DECODER = new TaesdConfig(Part.DECODER, 3, 4, 64);

    /** Which half of the autoencoder. */
    public enum Part {
        ENCODER,
        DECODER
    }

    public TaesdConfig {
        Checks.positive("TAESD", "width", width);
    }

    /** Whether it may stand in for this VAE; latents with as many channels can still mean something else. */
    public boolean fits(VaeConfig vae) {
        return latentChannels == vae.latentChannels() && imageChannels == vae.imageChannels();
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        switch (part) {
            case ENCODER -> encoder(shapes);
            case DECODER -> decoder(shapes);
        }
        return shapes.toMap();
    }

    /** One block at full size, then three halvings with three blocks each. */
    private void encoder(Shapes shapes) {
        String layers = "encoder.layers.";
        shapes.conv(layers + "0", imageChannels, width, 3);
        int next = 1;
        block(shapes, layers + next++);
        for (int stage = 1; stage < STAGES; stage++) {
            shapes.convWithoutBias(layers + next++, width, width, 3);
            for (int i = 0; i < BLOCKS_PER_STAGE; i++) {
                block(shapes, layers + next++);
            }
        }
        shapes.conv(layers + next, width, latentChannels, 3);
    }

    /** Three doublings after three blocks each, then one block at full size; layer 1 is the activation. */
    private void decoder(Shapes shapes) {
        String layers = "decoder.layers.";
        shapes.conv(layers + "0", latentChannels, width, 3);
        int next = 2;
        for (int stage = 1; stage < STAGES; stage++) {
            for (int i = 0; i < BLOCKS_PER_STAGE; i++) {
                block(shapes, layers + next++);
            }
            next++; // the upsampling itself
            shapes.convWithoutBias(layers + next++, width, width, 3);
        }
        block(shapes, layers + next++);
        shapes.conv(layers + next, width, imageChannels, 3);
    }

    private void block(Shapes shapes, String layer) {
        for (int i = 0; i <= 4; i += 2) {
            shapes.conv(layer + ".conv." + i, width, width, 3);
        }
    }
}
