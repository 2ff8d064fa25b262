package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats of checkpoint files, told apart by their first bytes. */
public enum FileFormat {
    SAFETENSORS,
    /** A zip archive of one pickle and the storages it names. */
    TORCH_ZIP,
    /** Pickles one after the other, as PyTorch wrote them before 1.6. */
    TORCH_LEGACY;

    private static final int PICKLE_PROTOCOL = 0x80;

    public static FileFormat of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        if (start.length == 2 && start[0] == 'P' && start[1] == 'K') {
            return TORCH_ZIP;
        }
        // A safetensors file starts with the length of its header, which is at most 64 MiB.
        boolean pickle = start.length == 2 && (start[0] & 0xff) == PICKLE_PROTOCOL && start[1] >= 1 && start[1] <= 5;
        return pickle && !looksLikeSafetensors(file) ? TORCH_LEGACY : SAFETENSORS;
    }

    private static boolean looksLikeSafetensors(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(SafetensorsReader.LENGTH_BYTES + 1);
            return start.length == SafetensorsReader.LENGTH_BYTES + 1
                    && start[SafetensorsReader.LENGTH_BYTES - 1] == 0
                    && start[SafetensorsReader.LENGTH_BYTES] == '{';
        }
    }
}
