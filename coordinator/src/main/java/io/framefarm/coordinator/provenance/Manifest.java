package io.framefarm.coordinator.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.v1.VideoRecipe;
import java.nio.charset.StandardCharsets;

/**
 * What is said of a video: which bytes it is, and what it was made of.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto Statement v1</a>
 */
public record Manifest(String renderId, String sha256, VideoRecipe recipe) {
    /** Of a signed manifest. */
    public static final String CONTENT_TYPE = "application/vnd.dsse.envelope.v1+json";

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "urn:framefarm:recipe:v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] payload() {
        ObjectNode statement = JSON.createObjectNode().put("_type", STATEMENT);
        ObjectNode subject = statement.putArray("subject").addObject().put("name", renderId);
        subject.putObject("digest").put("sha256", sha256);
        statement.put("predicateType", PREDICATE);
        try {
            statement.set("predicate", JSON.readTree(RecipeText.toJson(recipe)));
            return JSON.writeValueAsBytes(statement);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values cannot be written", impossible);
        }
    }

    static Manifest ofPayload(byte[] payload) throws MalformedManifestException {
        try {
            JsonNode statement = JSON.readTree(new String(payload, StandardCharsets.UTF_8));
            requireEqual("_type", statement.path("_type").asText(), STATEMENT);
            requireEqual("predicateType", statement.path("predicateType").asText(), PREDICATE);
            JsonNode subject = statement.path("subject").path(0);
            VideoRecipe recipe = RecipeText.read(JSON.writeValueAsString(statement.path("predicate")));
            return new Manifest(
                    subject.path("name").asText(),
                    subject.path("digest").path("sha256").asText(),
                    recipe);
        } catch (JsonProcessingException | InvalidRequestException e) {
            throw new MalformedManifestException("what it says cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireEqual(String field, String found, String expected) throws MalformedManifestException {
        if (!found.equals(expected)) {
            throw new MalformedManifestException(field + ": `" + found + "` is not `" + expected + "`", null);
        }
    }
}
