package io.framefarm.worker.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A checkpoint that holds the tensors of other files of the set under other names. The committed set keeps only its
 * header and a list of parts, {@code NAME.parts.json}, and puts it together here.
 */
final class AssembledFile {
    private final Path root;
    private final Map<String, byte[]> sources = new HashMap<>();

    AssembledFile(Path root) {
        this.root = root;
    }

    static Path partsOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".parts.json");
    }

    /** Writes {@code relative} under a temporary directory and returns its path. */
    Path assemble(String relative) {
        try {
            JsonNode recipe =
                    new ObjectMapper().readTree(partsOf(root.resolve(relative)).toFile());
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Path target = Files.createTempDirectory("reference")
                    .resolve(Path.of(relative).getFileName());
            try (OutputStream out = Files.newOutputStream(target)) {
                for (JsonNode part : recipe.get("parts")) {
                    byte[] bytes = part(recipe, part);
                    out.write(bytes);
                    digest.update(bytes);
                }
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            if (!sha256.equals(recipe.get("sha256").asText())) {
                throw new IllegalStateException("assembled " + relative + " has SHA-256 " + sha256);
            }
            target.toFile().deleteOnExit();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot assemble " + relative, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A part is [index of its file, offset, length]. */
    private byte[] part(JsonNode recipe, JsonNode part) throws IOException {
        String source = recipe.get("files").get(part.get(0).asInt()).asText();
        byte[] bytes = sources.get(source);
        if (bytes == null) {
            bytes = Files.readAllBytes(root.resolve(source));
            sources.put(source, bytes);
        }
        int offset = part.get(1).asInt();
        return Arrays.copyOfRange(bytes, offset, offset + part.get(2).asInt());
    }
}
