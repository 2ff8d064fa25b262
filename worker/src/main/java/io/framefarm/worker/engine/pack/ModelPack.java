package io.framefarm.worker.engine.pack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request calls {@code model}: the files it is made of, and how it is used.
 *
 * @param name unique in a model folder
 * @param folder where its pack.yaml is
 * @param loras its own, always known by name
 */
public record ModelPack(
        String name,
        Path folder,
        PackWeights weights,
        PackGuides guides,
        List<PackLora> loras,
        List<PackEmbedding> embeddings,
        PackDefaults defaults) {

    public ModelPack {
        loras = List.copyOf(loras);
        embeddings = List.copyOf(embeddings);
    }

    public Optional<PackLora> lora(String wanted) {
        return loras.stream().filter(lora -> lora.name().equals(wanted)).findFirst();
    }

    /** Every file it names. */
    public List<PackFile> files() {
        List<PackFile> files = new ArrayList<>(weights.files());
        files.addAll(guides.files());
        loras.forEach(lora -> files.add(lora.file()));
        embeddings.forEach(embedding -> files.add(embedding.file()));
        return files;
    }

    /** The files that take part in whatever is rendered, LoRAs included that are on unless a recipe says otherwise. */
    public List<PackFile> alwaysUsed() {
        List<PackFile> files = new ArrayList<>(weights.alwaysUsed());
        files.addAll(guides.alwaysUsed());
        loras.stream().filter(lora -> lora.scale() != 0).forEach(lora -> files.add(lora.file()));
        embeddings.forEach(embedding -> files.add(embedding.file()));
        return files;
    }

    /** Whether all its files are there. */
    public boolean isComplete() {
        return files().stream().allMatch(file -> Files.exists(file.path()));
    }

    /** Throws, listing every file that is not there. */
    public void requireFiles() {
        List<String> missing = new ArrayList<>();
        for (PackFile file : files()) {
            if (!Files.exists(file.path())) {
                String from = file.url()
                        .map(url -> " (can be pulled from " + url + ")")
                        .orElse("");
                missing.add(file.path() + from);
            }
        }
        if (!missing.isEmpty()) {
            throw new PackException(
                    "pack " + name + " lacks " + missing.size() + " of its files: " + String.join(", ", missing));
        }
    }
}
