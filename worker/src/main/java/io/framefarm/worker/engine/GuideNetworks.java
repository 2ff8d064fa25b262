package io.framefarm.worker.engine;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.ControlNetConfig;
import io.framefarm.worker.checkpoint.layout.ImageEncoderConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackControlNet;
import io.framefarm.worker.engine.pack.PackException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The networks of a pack that turn images into guidance for the UNet, as far as their headers. */
record GuideNetworks(
        String pack,
        @Nullable NetworkWeights<ImageEncoderConfig> imageEncoder,
        Map<String, NetworkWeights<ControlNetConfig>> controlNets) {

    GuideNetworks {
        controlNets = Map.copyOf(controlNets);
    }

    static GuideNetworks open(ModelPack pack, UNetConfig unet) throws IOException {
        NetworkWeights<ImageEncoderConfig> encoder = null;
        if (pack.guides().imageEncoder().isPresent()) {
            encoder = ReadNetworks.imageEncoder(pack.guides().imageEncoder().get());
            requireFit(pack, "image_encoder", encoder.config().widths(), unet);
        }
        Map<String, NetworkWeights<ControlNetConfig>> nets = new LinkedHashMap<>();
        for (PackControlNet net : pack.guides().controlNets()) {
            Assumptions assumptions = pack.weights().assumptions();
            NetworkWeights<ControlNetConfig> weights =
                    ReadNetworks.controlNet(net.file().path(), assumptions);
            requireFit(
                    pack, "controlnets: " + net.name(), weights.config().unet().widths(), unet);
            nets.put(net.name(), weights);
        }
        return new GuideNetworks(pack.name(), encoder, nets);
    }

    private static void requireFit(ModelPack pack, String field, List<Integer> widths, UNetConfig unet) {
        if (!widths.equals(unet.widths())) {
            throw new PackException("pack " + pack.name() + ": " + field + " has the widths " + widths
                    + ", but the UNet has " + unet.widths());
        }
    }

    NetworkWeights<ImageEncoderConfig> requireImageEncoder() {
        if (imageEncoder == null) {
            throw new RenderException(
                    Fault.USER,
                    "NO_IMAGE_ENCODER",
                    "image: pack " + pack + " has no image encoder, so its videos cannot begin with an image"
                            + " (start: can make a video of one)");
        }
        return imageEncoder;
    }

    NetworkWeights<ControlNetConfig> requireControlNet(String name) {
        NetworkWeights<ControlNetConfig> net = controlNets.get(name);
        if (net == null) {
            throw new RenderException(
                    Fault.USER,
                    "CONTROLNET_NOT_FOUND",
                    "controls: pack " + pack + " has no ControlNet called '" + name + "' (it has: "
                            + String.join(
                                    ", ", controlNets.keySet().stream().sorted().toList()) + ")");
        }
        return net;
    }
}
