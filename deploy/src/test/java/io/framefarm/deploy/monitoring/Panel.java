package io.framefarm.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One query of a panel on a dashboard. */
record Panel(String dashboard, String title, String description, String query) {

    static final Path DASHBOARDS = Path.of("grafana/dashboards");

    static List<Panel> all() throws IOException {
        List<Panel> panels = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.get("panels")) {
                for (JsonNode target : panel.get("targets")) {
                    panels.add(new Panel(
                            dashboard.get("title").asText(),
                            panel.get("title").asText(),
                            panel.path("description").asText(),
                            target.get("expr").asText()));
                }
            }
        }
        return panels;
    }

    static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.sorted().toList()) {
                dashboards.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** Of a GPU: answered by another exporter than ours. */
    boolean needsDcgm() {
        return query.contains("DCGM_");
    }

    /** The query as Grafana sends it. */
    String queryOver(String interval) {
        return query.replace("$__rate_interval", interval);
    }

    @Override
    public String toString() {
        return dashboard + " / " + title + ": " + query;
    }
}
