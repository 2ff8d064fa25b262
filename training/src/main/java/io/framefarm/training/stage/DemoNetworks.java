package io.framefarm.training.stage;

import io.framefarm.training.data.Captions;
import io.framefarm.training.network.ControlNet;
import io.framefarm.training.network.ImageEncoder;
import io.framefarm.training.network.Lora;
import io.framefarm.training.network.MotionModules;
import io.framefarm.training.network.Scope;
import io.framefarm.training.network.TextConfig;
import io.framefarm.training.network.TextEncoder;
import io.framefarm.training.network.UNet;
import io.framefarm.training.network.UNetConfig;
import io.framefarm.training.network.Vae;
import io.framefarm.training.network.VaeConfig;
import io.framefarm.training.tensor.ParameterLayout;
import java.util.List;

/** The networks of the demo model and the layouts of their parameters. */
public final class DemoNetworks {
    public static final String VAE = "vae";
    public static final String TEXT_ENCODER = "text_encoder";
    public static final String UNET = "unet";
    public static final String MOTION = "motion";
    public static final String LORA = "lora";
    public static final String IMAGE_ENCODER = "img_encoder";
    public static final String CONTROLNET = "controlnet";

    private static final VaeConfig VAE_SIZES = new VaeConfig(List.of(16, 16, 32, 64), 2);
    private static final UNetConfig UNET_SIZES = new UNetConfig(List.of(32, 64, 96, 96), 4, 4, 64);
    private static final int TEXT_LAYERS = 2;
    private static final int TEXT_HEADS = 4;
    private static final int LORA_RANK = 16;
    private static final int STYLE_RANK = 4;

    private final ParameterLayout vaeLayout = new ParameterLayout();
    private final ParameterLayout decoderLayout;
    private final ParameterLayout textLayout = new ParameterLayout();
    private final ParameterLayout unetLayout = new ParameterLayout();
    private final ParameterLayout motionLayout = new ParameterLayout();
    private final ParameterLayout loraLayout = new ParameterLayout();
    private final ParameterLayout styleLayout = new ParameterLayout();
    private final ParameterLayout imageEncoderLayout = new ParameterLayout();
    private final ParameterLayout controlNetLayout = new ParameterLayout();
    private final VaeConfig vaeConfig;
    private final UNetConfig unetConfig;
    private final TextConfig textConfig;
    private final Vae vae;
    private final TextEncoder textEncoder;
    private final UNet unet;
    private final MotionModules motion;
    private final Lora lora;
    private final Lora styleLora;
    private final ImageEncoder imageEncoder;
    private final ControlNet controlNet;

    public DemoNetworks(int vocabulary) {
        this(vocabulary, VAE_SIZES, UNET_SIZES);
    }

    DemoNetworks(int vocabulary, VaeConfig vaeConfig, UNetConfig unetConfig) {
        this.vaeConfig = vaeConfig;
        this.unetConfig = unetConfig;
        textConfig = new TextConfig(vocabulary, Captions.WORDS, unetConfig.textWidth(), TEXT_LAYERS, TEXT_HEADS);
        vae = new Vae(vaeConfig, Scope.of(vaeLayout, VAE));
        decoderLayout =
                vaeLayout.only(name -> !name.startsWith(VAE + ".encoder") && !name.startsWith(VAE + ".quant_conv"));
        textEncoder = new TextEncoder(textConfig, Scope.of(textLayout, TEXT_ENCODER));
        unet = new UNet(unetConfig, Scope.of(unetLayout, UNET));
        motion = new MotionModules(unetConfig, Scope.of(motionLayout, MOTION));
        // Alpha equals rank, so that the factor is 1 in every dialect.
        lora = new Lora(unetLayout, LORA, LORA_RANK, LORA_RANK, loraLayout);
        styleLora = new Lora(unetLayout, LORA, STYLE_RANK, STYLE_RANK, styleLayout);
        imageEncoder = new ImageEncoder(unetConfig, Scope.of(imageEncoderLayout, IMAGE_ENCODER));
        controlNet = new ControlNet(unetConfig, Scope.of(controlNetLayout, CONTROLNET));
    }

    public VaeConfig vaeConfig() {
        return vaeConfig;
    }

    public UNetConfig unetConfig() {
        return unetConfig;
    }

    public TextConfig textConfig() {
        return textConfig;
    }

    public Vae vae() {
        return vae;
    }

    public TextEncoder textEncoder() {
        return textEncoder;
    }

    public UNet unet() {
        return unet;
    }

    public MotionModules motion() {
        return motion;
    }

    public Lora lora() {
        return lora;
    }

    /** Another look, beside the consistency LoRA. */
    public Lora styleLora() {
        return styleLora;
    }

    /** Lets videos begin with an image. */
    public ImageEncoder imageEncoder() {
        return imageEncoder;
    }

    /** Lets videos follow a layout. */
    public ControlNet controlNet() {
        return controlNet;
    }

    public ParameterLayout imageEncoderLayout() {
        return imageEncoderLayout;
    }

    public ParameterLayout controlNetLayout() {
        return controlNetLayout;
    }

    public ParameterLayout vaeLayout() {
        return vaeLayout;
    }

    /** The part of the VAE that makes pixels. */
    public ParameterLayout decoderLayout() {
        return decoderLayout;
    }

    public ParameterLayout textLayout() {
        return textLayout;
    }

    public ParameterLayout unetLayout() {
        return unetLayout;
    }

    public ParameterLayout motionLayout() {
        return motionLayout;
    }

    public ParameterLayout loraLayout() {
        return loraLayout;
    }

    public ParameterLayout styleLayout() {
        return styleLayout;
    }
}
