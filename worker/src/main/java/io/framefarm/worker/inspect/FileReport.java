package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a model file or folder is.
 *
 * @param kind in one line, for people
 * @param elements how many elements of each type are stored
 * @param facts one line for each network or set of adapters found
 */
public record FileReport(
        Path file,
        long sizeBytes,
        String kind,
        int tensors,
        Map<ElementType, Long> elements,
        List<String> facts,
        List<SelfCheck> checks) {
    public FileReport {
        elements = Map.copyOf(elements);
        facts = List.copyOf(facts);
        checks = List.copyOf(checks);
    }

    public long parameters() {
        return elements.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean allChecksHold() {
        return checks.stream().allMatch(SelfCheck::holds);
    }

    /** The report in one screen. */
    public String text() {
        return ReportText.of(this);
    }
}
