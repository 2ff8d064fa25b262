package io.framefarm.deploy.cli;

import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import java.nio.file.Path;

/** A pack that a user names by its file or folder. */
final class PackArgument {
    private PackArgument() {}

    static ModelPack read(Path pack) {
        ModelFolder folder = ModelFolder.ofPack(pack);
        return folder.pack(folder.names().iterator().next());
    }
}
