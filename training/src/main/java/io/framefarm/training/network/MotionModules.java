package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** AnimateDiff's motion modules (Guo et al., arXiv 2307.04725), with the one in the middle block. */
public final class MotionModules {
    private final Map<String, MotionModule> modules = new LinkedHashMap<>();

    public MotionModules(UNetConfig config, Scope scope) {
        int levels = config.levels();
        for (int level = 0; level < levels; level++) {
            declare(scope, "down_blocks." + level, 2, config.width(level), config);
        }
        declare(scope, "mid_block", 1, config.width(levels - 1), config);
        for (int i = 0; i < levels; i++) {
            declare(scope, "up_blocks." + i, 3, config.width(levels - 1 - i), config);
        }
    }

    private void declare(Scope scope, String block, int layers, int width, UNetConfig config) {
        for (int j = 0; j < layers; j++) {
            String position = block + ".motion_modules." + j;
            modules.put(position, MotionModule.of(scope.within(position), width, config));
        }
    }

    /** The modules at work between {@code frames} consecutive images. */
    public BetweenFrames between(Weights weights, int frames) {
        return (position, x) -> {
            MotionModule module = modules.get(position);
            if (module == null) {
                throw new IllegalArgumentException("no motion module at " + position);
            }
            return module.apply(weights, x, frames);
        };
    }
}
