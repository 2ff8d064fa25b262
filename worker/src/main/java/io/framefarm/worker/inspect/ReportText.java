package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.ElementType;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Lays a report out for a terminal. */
final class ReportText {
    private ReportText() {}

    static String of(FileReport report) {
        StringBuilder text = new StringBuilder();
        line(text, "file", report.file().toString());
        line(text, "size", String.format(Locale.ROOT, "%,d bytes", report.sizeBytes()));
        line(text, "kind", report.kind());
        line(
                text,
                "tensors",
                String.format(
                        Locale.ROOT,
                        "%,d with %,d elements: %s",
                        report.tensors(),
                        report.parameters(),
                        types(report.elements())));
        report.facts().forEach(fact -> line(text, "holds", fact));
        report.checks().forEach(check -> line(text, check.holds() ? "ok" : "FAULT", check.what()));
        return text.toString();
    }

    private static String types(Map<ElementType, Long> elements) {
        return elements.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String label, String value) {
        String indented = value.replace("\n", "\n          ");
        text.append(String.format(Locale.ROOT, "%-8s  %s%n", label, indented));
    }
}
