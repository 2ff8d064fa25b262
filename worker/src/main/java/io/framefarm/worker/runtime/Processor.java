package io.framefarm.worker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the processor can do, as Linux tells it.
 *
 * @param facts the lines of {@code /proc/cpuinfo}; none where nobody tells
 */
record Processor(List<String> facts) {
    private static final Path FACTS = Path.of("/proc/cpuinfo");

    /** Only x86 has this line. */
    private static final String FLAGS = "flags";

    Processor {
        facts = List.copyOf(facts);
    }

    static Processor ofThisMachine() {
        try {
            return new Processor(Files.readAllLines(FACTS));
        } catch (IOException e) {
            return new Processor(List.of());
        }
    }

    /**
     * Whether products of bytes are summed without overflow: on x86 that takes VNNI instructions, without which ONNX
     * Runtime adds two of them in 16 bits.
     */
    boolean multipliesBytes() {
        return facts.stream().filter(line -> line.startsWith(FLAGS)).allMatch(line -> line.contains("vnni"));
    }
}
