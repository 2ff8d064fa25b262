package io.framefarm.worker.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What engines depend on besides the network: the versions of the libraries, and the GPU. Java's ONNX Runtime tells
 * neither TensorRT's version nor the GPU's name; Linux does.
 *
 * @param tensorRt the version of the library that this process has loaded
 * @param gpus the models that the driver shows, each once
 * @param device index of the one in use
 */
record EngineMachine(String onnxRuntime, Optional<String> tensorRt, List<String> gpus, int device) {
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");
    private static final Pattern LIBRARY = Pattern.compile("/libnvinfer\\.so\\.(\\d+\\.\\d+\\.\\d+)");
    private static final Pattern MODEL = Pattern.compile("^Model:\\s*(.+)$", Pattern.MULTILINE);

    /** From then on the parser takes weights one by one; the provider of ONNX Runtime 1.29 was built for 10.14. */
    private static final List<Integer> WEIGHTS_APART = List.of(10, 13);

    EngineMachine {
        gpus = List.copyOf(gpus);
    }

    /** After TensorRT was loaded. */
    static EngineMachine ofThisOne(String onnxRuntime, int device) {
        return read(onnxRuntime, device, MAPPED, GPUS);
    }

    static EngineMachine read(String onnxRuntime, int device, Path mapped, Path gpus) {
        try {
            return new EngineMachine(onnxRuntime, first(LIBRARY, text(mapped)), models(gpus), device);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + mapped + " and " + gpus + " tell", e);
        }
    }

    /**
     * Whether {@link #name()} tells this machine's engines from all others. If not, those of several GPUs may come to
     * lie in one folder, where only the compute capability in their files' names tells them apart.
     */
    boolean isKnown() {
        return tensorRt.isPresent() && gpus.size() == 1;
    }

    /** Whether the parser takes weights one by one. */
    boolean takesWeightsApart() {
        return tensorRt.map(EngineMachine::takesWeightsApart).orElse(false);
    }

    private static boolean takesWeightsApart(String version) {
        String[] parts = version.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        return major > WEIGHTS_APART.get(0) || (major == WEIGHTS_APART.get(0) && minor >= WEIGHTS_APART.get(1));
    }

    /** Fit for a folder. */
    String name() {
        String gpu = switch (gpus.size()) {
            case 0 -> "unknown-gpu";
            case 1 -> gpus.get(0);
            default -> "gpu-" + device + "-of-" + String.join("-and-", gpus);
        };
        String name = "onnxruntime-" + onnxRuntime + "-tensorrt-" + tensorRt.orElse("unknown") + "-" + gpu;
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    private static List<String> models(Path gpus) throws IOException {
        if (!Files.isDirectory(gpus)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(gpus)) {
            return folders.map(folder -> first(MODEL, text(folder.resolve("information"))))
                    .flatMap(Optional::stream)
                    .map(String::strip)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
