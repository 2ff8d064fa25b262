package io.framefarm.worker.engine;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.sampling.LinearStep;
import io.framefarm.worker.text.PromptTokens;
import java.util.List;

/** A pack with LoRAs merged into it: what the pipeline needs of a model, whatever it is made of. */
interface BoundModel {

    /** Prompts to token ids. */
    PromptTokens tokens();

    /** Ids to the vectors that the text encoder starts from, learned ones included: [ids, width]. */
    float[] tokenEmbeddings(int[] ids);

    /** Names everything that the text encoder's output depends on except the ids: hexadecimal SHA-256. */
    String textHash();

    /** Width of a token embedding and of the text encoder's output. */
    int textWidth();

    int latentChannels();

    /** Whether frames attend to each other; if not, each is an image of its own. */
    boolean hasMotion();

    /** How many frames can attend to each other. */
    int maxFrames();

    /** The text encoder for one sequence. */
    Lease textEncoder();

    Lease unet(UNetInput size);

    /** The UNet with the steps of a sampler around it. */
    Lease run(UNetInput size, List<LinearStep> steps);

    /** The most steps of a sampler that are best taken in one run of a network. */
    int stepsTogether();

    /** The VAE decoder for one frame. */
    Lease vaeDecoder(int latentHeight, int latentWidth);

    /** What decodes one frame of a draft, with the VAE decoder's input and output; refuses if the pack has none. */
    Lease draftDecoder(int latentHeight, int latentWidth);

    /** The VAE encoder for one frame. */
    Lease vaeEncoder(int latentHeight, int latentWidth);

    /** What the VAE's latents are multiplied with before the UNet sees them. */
    float latentScale();

    /** The image encoder for a window; refuses if the pack has none. */
    Lease imageEncoder(int frames, int latentHeight, int latentWidth);

    /**
     * A ControlNet of the pack by its name; refuses if there is none.
     *
     * @param texts one for all frames, or one for each
     */
    Lease controlNet(String name, LatentShape shape, int texts, int tokens);

    /** How strong a ControlNet is unless a recipe says otherwise. */
    float controlScale(String name);
}
