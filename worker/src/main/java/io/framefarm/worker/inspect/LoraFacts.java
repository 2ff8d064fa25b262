package io.framefarm.worker.inspect;

import io.framefarm.worker.lora.LoraFactors;
import io.framefarm.worker.lora.LoraModule;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** An adapter in a few lines. */
record LoraFacts(String text) {
    static LoraFacts of(LoraFactors factors) {
        List<LoraModule> modules = factors.modules();
        TreeSet<Integer> ranks = new TreeSet<>();
        TreeSet<Double> scales = new TreeSet<>();
        long parameters = 0;
        for (LoraModule module : modules) {
            ranks.add(module.rank());
            scales.add(module.factor());
            parameters += module.down().elementCount() + module.up().elementCount();
        }
        return new LoraFacts(String.format(
                Locale.ROOT,
                "%,d layers with %,d parameters: %d of the UNet, %d of motion modules, %d of the text encoder%n"
                        + "rank %s, alpha / rank %s, %d convolutions",
                modules.size(),
                parameters,
                count(modules, "lora_unet_") - countContaining(modules, "motion_modules"),
                countContaining(modules, "motion_modules"),
                count(modules, "lora_te_"),
                range(ranks),
                range(scales),
                modules.stream().filter(LoraFacts::isConvolution).count()));
    }

    private static long count(List<LoraModule> modules, String prefix) {
        return modules.stream()
                .filter(module -> module.key().startsWith(prefix))
                .count();
    }

    private static long countContaining(List<LoraModule> modules, String part) {
        return modules.stream().filter(module -> module.key().contains(part)).count();
    }

    private static boolean isConvolution(LoraModule module) {
        return module.down().shape().size() == 4 && module.down().dimension(2) > 1;
    }

    private static String range(TreeSet<? extends Number> values) {
        return values.size() == 1 ? values.first().toString() : values.first() + " to " + values.last();
    }
}
