package io.framefarm.training.network;

import io.framefarm.training.network.UNetBlock.Told;
import io.framefarm.training.network.WayDown.Activations;
import io.framefarm.training.tensor.Parameter;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes images follow a hint (Zhang et al., arXiv 2302.05543): a copy of the UNet's way down that sees the hint, too, and
 * adds to the UNet's activations through convolutions that begin at zero.
 */
public final class ControlNet {
    /** Channels of the layers that read the hint; each after the first halves its sides. */
    public static final List<Integer> HINT_WIDTHS = List.of(16, 16, 32, 32);

    private static final int HINT_CHANNELS = 3;

    private final Conv2d hintIn;
    private final List<Conv2d> hintLayers = new ArrayList<>();
    private final Conv2d hintOut;
    private final WayDown wayDown;
    private final List<Conv2d> skipsOut = new ArrayList<>();
    private final Conv2d middleOut;

    public ControlNet(UNetConfig config, Scope scope) {
        Scope hint = scope.within("controlnet_cond_embedding");
        hintIn = hint.conv("conv_in", HINT_CHANNELS, HINT_WIDTHS.get(0), 3);
        for (int i = 0; i + 1 < HINT_WIDTHS.size(); i++) {
            int width = HINT_WIDTHS.get(i);
            hintLayers.add(hint.conv("blocks." + 2 * i, width, width, 3));
            hintLayers.add(hint.conv("blocks." + (2 * i + 1), width, HINT_WIDTHS.get(i + 1), 3, 2, 1));
        }
        hintOut = hint.zeroConv("conv_out", HINT_WIDTHS.get(HINT_WIDTHS.size() - 1), config.width(0), 3);
        wayDown = new WayDown(config, scope);
        for (int i = 0; i < wayDown.skipWidths().size(); i++) {
            int width = wayDown.skipWidths().get(i);
            skipsOut.add(scope.zeroConv("controlnet_down_blocks." + i, width, width, 1));
        }
        int deepest = config.width(config.levels() - 1);
        middleOut = scope.zeroConv("controlnet_mid_block", deepest, deepest, 1);
    }

    /** A new ControlNet: what it shares with the UNet as there, the rest as its layout says. */
    public static Parameters copyOf(
            Parameters unet, String unetPrefix, Parameters initial, ParameterLayout layout, String prefix) {
        Parameters copy = initial.copy();
        for (Parameter parameter : layout.parameters()) {
            String key = unetPrefix + parameter.name().substring(prefix.length());
            if (unet.layout().parameters().stream().anyMatch(each -> each.name().equals(key))) {
                copy.set(parameter.name(), unet.values(key));
            }
        }
        return copy;
    }

    /**
     * What it adds to the UNet's activations.
     *
     * @param latents [m * frames, 4, h, w], as the UNet sees them
     * @param timesteps one for each of the m videos
     * @param text [m, words, width]
     * @param hints [m * frames, 3, 8 h, 8 w] from 0 to 1
     */
    public Residuals residuals(Weights weights, Tensor latents, long[] timesteps, Tensor text, Tensor hints) {
        Tensor hint = torch.silu(hintIn.apply(weights, hints));
        for (Conv2d layer : hintLayers) {
            hint = torch.silu(layer.apply(weights, hint));
        }
        Tensor first = wayDown.first(weights, latents).add(hintOut.apply(weights, hint));
        Told told = new Told(wayDown.embedTime(weights, timesteps, latents.size(0)), text, BetweenFrames.NOTHING);
        Activations seen = wayDown.apply(weights, first, told);
        return new Residuals() {
            @Override
            public Tensor atSkip(int index, Tensor x) {
                return x.add(skipsOut.get(index).apply(weights, seen.skips().get(index)));
            }

            @Override
            public Tensor atMiddle(Tensor x) {
                return x.add(middleOut.apply(weights, seen.middle()));
            }
        };
    }
}
