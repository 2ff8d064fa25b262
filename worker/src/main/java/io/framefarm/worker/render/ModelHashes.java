package io.framefarm.worker.render;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names the files that a recipe is rendered with by their content. Each is hashed once in a worker's life, as packs are
 * read once. Safe for use by many threads.
 */
final class ModelHashes {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ModelFolder models;
    private final Map<Path, String> known = new ConcurrentHashMap<>();

    ModelHashes(ModelFolder models) {
        this.models = models;
    }

    /** The pack's own files except what the recipe does not use, and the recipe's LoRAs. */
    List<ModelFile> of(Recipe recipe) {
        ModelPack pack = models.pack(recipe.getModel());
        List<ModelFile> files = new ArrayList<>();
        for (PackFile file : pack.alwaysUsed()) {
            addAll(files, pack, file.path());
        }
        for (LoraUse lora : recipe.getLorasList()) {
            addAll(files, pack, models.lora(pack, lora.getName()));
        }
        if (recipe.getDraft()) {
            pack.weights().draftDecoder().ifPresent(decoder -> addAll(files, pack, decoder));
        }
        for (Control control : recipe.getControlsList()) {
            addAll(
                    files,
                    pack,
                    pack.guides().requireControlNet(control.getNet()).file().path());
        }
        return files;
    }

    private void addAll(List<ModelFile> files, ModelPack pack, Path fileOrFolder) {
        try (Stream<Path> found = Files.walk(fileOrFolder)) {
            found.filter(file -> Files.isRegularFile(file) && !isHidden(fileOrFolder, file))
                    .sorted()
                    .map(file -> ModelFile.newBuilder()
                            .setName(name(pack, file))
                            .setSha256(known.computeIfAbsent(file, ModelHashes::sha256))
                            .build())
                    .filter(file -> !files.contains(file))
                    .forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + fileOrFolder, e);
        }
    }

    /** What tools keep beside a download is no part of the model. */
    private static boolean isHidden(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String name(ModelPack pack, Path file) {
        Path relative = file.startsWith(pack.folder())
                ? Path.of(pack.name()).resolve(pack.folder().relativize(file))
                : Path.of("loras").resolve(file.getFileName());
        return relative.toString().replace('\\', '/');
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
