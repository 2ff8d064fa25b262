package io.framefarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the build says of what it ships. */
class BillOfMaterialsIT {

    private static final Path BOM = Path.of("target", "bom.json");

    @Test
    void everyLibraryIsListedWithItsVersionAndItsHash() throws IOException {
        JsonObject bom = new JsonObject(Files.readString(BOM));
        List<JsonObject> libraries = bom.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .filter(library -> !library.getString("group").equals("io.framefarm"))
                .toList();

        assertThat(bom.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(libraries)
                .extracting(library -> library.getString("name"))
                .contains("kafka-clients", "onnxruntime", "ffmpeg", "lettuce-core", "protobuf-java", "vertx-web")
                .doesNotContain("junit-jupiter", "testcontainers");
        assertThat(libraries).allSatisfy(library -> {
            assertThat(library.getString("version")).isNotBlank();
            assertThat(library.getJsonArray("hashes")).isNotEmpty();
            assertThat(library.getString("purl")).startsWith("pkg:maven/");
        });
    }
}
