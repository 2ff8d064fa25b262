package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.NetworkKind;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.lora.LoraFactors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what a model file or a diffusers folder is, by its contents. */
public final class InspectFile {
    private static final int MAX_FOLDER_FILES = 100;

    private final Path file;
    private final Assumptions assumptions;
    private final Map<ElementType, Long> elements = new EnumMap<>(ElementType.class);
    private final List<String> facts = new ArrayList<>();
    private final List<SelfCheck> checks = new ArrayList<>();
    private int tensors;
    private long sizeBytes;

    private InspectFile(Path file, Assumptions assumptions) {
        this.file = file;
        this.assumptions = assumptions;
    }

    /** Fails only if a file cannot be read as a checkpoint at all; other faults are in the report. */
    public static FileReport inspect(Path file, Assumptions assumptions) throws IOException {
        return new InspectFile(file, assumptions).report();
    }

    private FileReport report() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path path : files()) {
            Checkpoint checkpoint = Checkpoint.open(path);
            checkpoints.add(checkpoint);
            count(checkpoint);
        }
        Set<NetworkKind> networks = ReadNetworks.find(file);
        for (NetworkKind network : networks) {
            describe(network);
        }
        String kind = networks.isEmpty() ? otherKind(checkpoints) : kind(networks);
        return new FileReport(file, sizeBytes, kind, tensors, elements, facts, checks);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(file)) {
            return List.of(file);
        }
        try (Stream<Path> all = Files.walk(file, 2)) {
            List<Path> found = all.filter(path -> path.toString().matches(".*\\.(safetensors|bin|ckpt|pt|pth)"))
                    .sorted()
                    .limit(MAX_FOLDER_FILES)
                    .toList();
            if (found.isEmpty()) {
                throw new CheckpointException(file + ": a folder without any checkpoint file");
            }
            return found;
        }
    }

    private void count(Checkpoint checkpoint) throws IOException {
        sizeBytes += Files.size(checkpoint.file());
        tensors += checkpoint.tensors().size();
        for (Tensor tensor : checkpoint.tensors().values()) {
            elements.merge(tensor.type(), tensor.elementCount(), Long::sum);
        }
    }

    private void describe(NetworkKind network) throws IOException {
        try {
            NetworkFacts found = NetworkFacts.of(ReadNetworks.read(file, network, assumptions));
            facts.add(network.title() + ": " + found.text());
            checks.add(new SelfCheck(true, network.title() + ": every tensor is there and has the shape it should"));
            checks.addAll(found.checks());
        } catch (CheckpointException e) {
            checks.add(SelfCheck.fault(e));
        }
    }

    private static String kind(Set<NetworkKind> networks) {
        if (networks.containsAll(Set.of(NetworkKind.UNET, NetworkKind.VAE, NetworkKind.TEXT_ENCODER))) {
            return "Stable Diffusion model";
        }
        return networks.stream().map(NetworkKind::title).collect(Collectors.joining(" and ")) + " alone";
    }

    private String otherKind(List<Checkpoint> checkpoints) throws IOException {
        Checkpoint only = checkpoints.get(0);
        if (LoraFactors.isAdapter(only)) {
            try {
                LoraFacts found = LoraFacts.of(LoraFactors.read(file));
                facts.add(found.text());
                return "LoRA";
            } catch (CheckpointException e) {
                checks.add(SelfCheck.fault(e));
                return "LoRA, or something like it";
            }
        }
        Set<String> names = only.tensors().keySet();
        if (names.contains("emb_params") || names.stream().anyMatch(name -> name.startsWith("string_to_param."))) {
            return "textual inversion";
        }
        facts.add("the first tensors are " + names.stream().limit(5).toList());
        return "unknown";
    }
}
