package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.ModelFile;
import java.util.List;

/**
 * Where a picture comes from.
 *
 * @param sha256 of the rendered pixels
 * @param files with which they were rendered
 */
record Origin(ByteString sha256, List<ModelFile> files) {
    Origin {
        files = List.copyOf(files);
    }
}
