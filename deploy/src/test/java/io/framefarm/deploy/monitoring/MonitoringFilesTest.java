package io.framefarm.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framefarm.protocol.monitor.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dashboards, rules and runbook speak of metrics and sections that are there. */
class MonitoringFilesTest {

    private static final Path RULES = Path.of("prometheus/rules");
    private static final Pattern METRIC = Pattern.compile("(?<![\\w:])framefarm_\\w+");
    private static final Pattern OF_HISTOGRAMS = Pattern.compile("_(bucket|sum|count)$");

    @Test
    void everyMetricThatIsAskedForIsOneThatTheCodeMakes() throws IOException {
        Set<String> known = EveryMetric.described().stream().map(Metric::name).collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        for (String query : queries()) {
            Matcher metric = METRIC.matcher(query);
            while (metric.find()) {
                asked.add(OF_HISTOGRAMS.matcher(metric.group()).replaceFirst(""));
            }
        }

        assertThat(known).containsAll(asked);
    }

    @Test
    void everyMetricOfTheCoordinatorIsShownSomewhere() throws IOException {
        String all = String.join("\n", queries());

        assertThat(EveryMetric.described())
                .filteredOn(metric -> metric.name().startsWith("framefarm_coordinator"))
                .allSatisfy(metric -> assertThat(all).contains(metric.name()));
    }

    @Test
    void everyAlertHasASectionInTheRunbook() throws IOException {
        List<JsonNode> alerts =
                rules("alerts.yml").stream().filter(rule -> rule.has("alert")).toList();

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            String name = alert.get("alert").asText();
            String[] url = alert.at("/annotations/runbook_url").asText().split("#", 2);
            assertThat(Path.of("..").resolve(url[0])).content().contains("\n## " + name + "\n");
            assertThat(url[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }

    @Test
    void everyAlertAndRecordingRuleIsTested() throws IOException {
        String tests = Files.readString(Path.of("prometheus/tests/alerts.yml"));

        assertThat(rules("alerts.yml"))
                .allSatisfy(alert -> assertThat(tests)
                        .contains("alertname: " + alert.get("alert").asText()));
    }

    @Test
    void everyPanelSaysWhatItMeans() throws IOException {
        assertThat(Panel.all()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.description()).endsWith(".");
        });
        assertThat(Panel.dashboards())
                .extracting(dashboard -> dashboard.get("uid").asText())
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("framefarm-"));
    }

    private static List<String> queries() throws IOException {
        List<String> queries =
                new ArrayList<>(Panel.all().stream().map(Panel::query).toList());
        for (String file : List.of("recording.yml", "alerts.yml")) {
            rules(file).forEach(rule -> queries.add(rule.get("expr").asText()));
        }
        return queries;
    }

    private static List<JsonNode> rules(String file) throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        JsonNode tree = new YAMLMapper().readTree(RULES.resolve(file).toFile());
        tree.at("/groups/0/rules").forEach(rules::add);
        return rules;
    }
}
