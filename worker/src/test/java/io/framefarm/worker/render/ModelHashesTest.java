package io.framefarm.worker.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.engine.pack.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files hold does not matter to their hashes. */
class ModelHashesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writePack() throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), """
                name: small
                base: base.safetensors
                draft_decoder: taesd_decoder.safetensors
                tokenizer: .
                """);
        for (String file : List.of("base.safetensors", "taesd_decoder.safetensors", "vocab.json", "merges.txt")) {
            Files.writeString(folder.resolve(file), file);
        }
    }

    @Test
    void theDraftDecoderIsAFileOfDraftsAlone() {
        ModelHashes hashes = new ModelHashes(ModelFolder.ofPack(folder));
        Recipe whole = Recipe.newBuilder().setModel("small").build();

        List<ModelFile> files = hashes.of(whole);
        List<ModelFile> ofDraft = hashes.of(whole.toBuilder().setDraft(true).build());

        assertThat(files)
                .extracting(ModelFile::getName)
                .containsExactly("small/base.safetensors", "small/vocab.json", "small/merges.txt");
        assertThat(ofDraft).containsAll(files).hasSize(files.size() + 1);
        assertThat(ofDraft.get(3).getName()).isEqualTo("small/taesd_decoder.safetensors");
        assertThat(ofDraft.get(3).getSha256()).hasSize(64);
    }
}
