package io.framefarm.worker.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One case of a reference set: what went into the original implementation and what came out. */
public final class ReferenceCase {
    private final ReferenceSet set;
    private final JsonNode json;

    ReferenceCase(ReferenceSet set, JsonNode json) {
        this.set = set;
        this.json = json;
    }

    public ReferenceSet set() {
        return set;
    }

    /** For example {@code unet2d/case0}. */
    public String id() {
        return json.get("id").asText();
    }

    public JsonNode params() {
        return json.path("params");
    }

    public boolean hasInput(String name) {
        return json.path("inputs").has(name);
    }

    public boolean hasOutput(String name) {
        return json.path("outputs").has(name);
    }

    public List<String> inputNames() {
        return names("inputs");
    }

    public List<String> outputNames() {
        return names("outputs");
    }

    public ReferenceTensor input(String name) {
        return tensor("inputs", name);
    }

    public ReferenceTensor output(String name) {
        return tensor("outputs", name);
    }

    /** A tensor of the case's file that the manifest does not list with the case, for example {@code sample}. */
    public ReferenceTensor shared(String key) {
        return set.file(json.get("file").asText()).tensor(key);
    }

    /** The case whose inputs this one takes: itself, or the one named by {@code inputs_of}. */
    public ReferenceCase inputsCase() {
        JsonNode other = params().path("inputs_of");
        return other.isMissingNode() ? this : set.requireCase(other.asText());
    }

    private List<String> names(String part) {
        return json.path(part).propertyStream().map(entry -> entry.getKey()).toList();
    }

    private ReferenceTensor tensor(String part, String name) {
        JsonNode key = json.path(part).path(name);
        if (key.isMissingNode()) {
            throw new IllegalStateException(id() + " has no " + name + " among its " + part + ": " + names(part));
        }
        return set.file(json.get("file").asText()).tensor(key.asText());
    }

    /** The id: it names the case in a test report. */
    @Override
    public String toString() {
        return id();
    }
}
