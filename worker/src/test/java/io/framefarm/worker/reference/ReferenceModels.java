package io.framefarm.worker.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.ControlNetConfig;
import io.framefarm.worker.checkpoint.layout.ImageEncoderConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The networks of a reference set, read by the engine's own reader. */
public record ReferenceModels(ReferenceSet set) {
    private static final String SINGLE_FILE = "models/single_file/sd15_ldm.safetensors";

    /** What the files of this set that have no config.json leave open. */
    public Assumptions assumptions() {
        JsonNode config = set.config();
        return new Assumptions(
                config.get("groups").asInt(),
                config.get("heads").asInt(),
                config.get("vae_groups").asInt(),
                Assumptions.SD15.vaeScalingFactor(),
                config.get("clip").get("heads").asInt(),
                Assumptions.SD15.textActivation(),
                config.get("groups").asInt(),
                config.get("motion_heads").asInt());
    }

    /** The base model as a diffusers folder. */
    public Path diffusers() {
        return set.path("models/diffusers");
    }

    /** The same weights as a single file in LDM names. */
    public Path singleFile() {
        return set.path(SINGLE_FILE);
    }

    public NetworkWeights<ClipTextConfig> textEncoder(Path model) {
        return read(() -> ReadNetworks.textEncoder(model, assumptions()));
    }

    public NetworkWeights<UNetConfig> unet(Path model) {
        return read(() -> ReadNetworks.unet(model, assumptions()));
    }

    public NetworkWeights<VaeConfig> vae(Path model) {
        return read(() -> ReadNetworks.vae(model, assumptions()));
    }

    /** Motion modules by the name of their adapter, {@code lcm} or {@code v3}. */
    public NetworkWeights<MotionConfig> motion(String adapter) {
        Path folder = set.path("models/motion_adapter_" + adapter);
        boolean complete = Files.exists(folder.resolve("diffusion_pytorch_model.safetensors"));
        Path model = complete ? folder : set.path("models/single_file/mm_" + adapter + ".safetensors");
        return motionIn(model);
    }

    public NetworkWeights<MotionConfig> motionIn(Path model) {
        return read(() -> ReadNetworks.motion(model, assumptions()));
    }

    /** The ControlNet as diffusers keeps it. */
    public Path controlNet() {
        return set.path("models/controlnet");
    }

    /** The same ControlNet as its authors keep it. */
    public Path originalControlNet() {
        return OriginalLayout.of(controlNet(controlNet()));
    }

    public NetworkWeights<ControlNetConfig> controlNet(Path model) {
        return read(() -> ReadNetworks.controlNet(model, assumptions()));
    }

    /** AnimateLCM-I2V as published: motion modules and image encoder in one pickle. */
    public Path imageToVideo() {
        return set.path("models/single_file/animatelcm_i2v.ckpt");
    }

    public NetworkWeights<ImageEncoderConfig> imageEncoder() {
        return read(() -> ReadNetworks.imageEncoder(imageToVideo()));
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
