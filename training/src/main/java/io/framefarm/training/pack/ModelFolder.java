package io.framefarm.training.pack;

import io.framefarm.training.network.Lora;
import io.framefarm.training.stage.DemoNetworks;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.tensor.SafetensorsFile.Precision;
import io.framefarm.training.tensor.StoredTensor;
import io.framefarm.training.vocabulary.TokenizerFolder;
import io.framefarm.training.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes trained weights as users have models: a Stable Diffusion folder, motion modules under AnimateDiff's keys, and
 * a LoRA under kohya's.
 */
public final class ModelFolder {
    private static final Map<String, String> FORMAT = Map.of("format", "pt");

    private final Path folder;
    private final DemoNetworks networks;

    public ModelFolder(Path folder, DemoNetworks networks) {
        this.folder = folder;
        this.networks = networks;
    }

    /** Tokenizer, text encoder, UNet, VAE and scheduler: each a folder with its configuration. */
    public void writeBase(Vocabulary vocabulary, Parameters text, Parameters unet, Parameters vae) throws IOException {
        Path base = folder.resolve("base");
        write(text, DemoNetworks.TEXT_ENCODER, base.resolve("text_encoder/model.safetensors"), name -> name);
        write(unet, DemoNetworks.UNET, base.resolve("unet/diffusion_pytorch_model.safetensors"), name -> name);
        write(vae, DemoNetworks.VAE, base.resolve("vae/diffusion_pytorch_model.safetensors"), name -> name);
        writeText(base.resolve("text_encoder/config.json"), ModelConfigs.textEncoder(networks.textConfig()));
        writeText(base.resolve("unet/config.json"), ModelConfigs.unet(networks.unetConfig()));
        writeText(base.resolve("vae/config.json"), ModelConfigs.vae(networks.vaeConfig()));
        writeText(base.resolve("scheduler/scheduler_config.json"), ModelConfigs.scheduler());
        writeText(base.resolve("model_index.json"), ModelConfigs.index());
        TokenizerFolder.write(vocabulary, base.resolve("tokenizer"));
    }

    /** Motion modules as AnimateDiff and AnimateLCM publish theirs, positional encodings left out. */
    public void writeMotion(String name, Parameters motion) throws IOException {
        write(motion, DemoNetworks.MOTION, folder.resolve(name + ".safetensors"), MotionKeys::original);
    }

    /** The image encoder as AnimateLCM-I2V publishes it, though without the motion modules beside it. */
    public void writeImageEncoder(String name, Parameters encoder) throws IOException {
        write(
                encoder,
                DemoNetworks.IMAGE_ENCODER,
                folder.resolve(name + ".safetensors"),
                key -> DemoNetworks.IMAGE_ENCODER + "." + key);
    }

    /** A ControlNet as diffusers keeps it: a folder with its configuration. */
    public void writeControlNet(String name, Parameters controlNet) throws IOException {
        Path net = folder.resolve(name);
        write(controlNet, DemoNetworks.CONTROLNET, net.resolve("diffusion_pytorch_model.safetensors"), key -> key);
        writeText(net.resolve("config.json"), ModelConfigs.controlNet(networks.unetConfig()));
    }

    /** A LoRA in kohya's dialect, each layer with its alpha. */
    public void writeLora(String name, Lora lora, Parameters learnt) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        String prefix = DemoNetworks.LORA + "." + DemoNetworks.UNET + ".";
        for (Map.Entry<String, StoredTensor> entry :
                stored(learnt, prefix, key -> key).entrySet()) {
            int end = entry.getKey().indexOf(".lora_");
            String layer = "lora_unet_" + entry.getKey().substring(0, end).replace('.', '_');
            tensors.put(layer + entry.getKey().substring(end), entry.getValue());
            tensors.put(layer + ".alpha", StoredTensor.scalar((float) lora.alpha()));
        }
        new SafetensorsFile(FORMAT, tensors).write(folder.resolve(name + ".safetensors"), Precision.F16);
    }

    /** Makes the folder a pack. */
    public void writePack(String description) throws IOException {
        writeText(folder.resolve("pack.yaml"), description);
    }

    private static void write(Parameters parameters, String network, Path file, UnaryOperator<String> rename)
            throws IOException {
        new SafetensorsFile(FORMAT, stored(parameters, network + ".", rename)).write(file, Precision.F16);
    }

    /** The tensors whose names begin with {@code prefix}, without it. */
    private static Map<String, StoredTensor> stored(
            Parameters parameters, String prefix, UnaryOperator<String> rename) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        parameters.values().forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                String key = rename.apply(name.substring(prefix.length()));
                tensors.put(
                        key,
                        new StoredTensor(parameters.layout().parameter(name).shape(), values));
            }
        });
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("no parameters of " + prefix);
        }
        return tensors;
    }

    private static void writeText(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
