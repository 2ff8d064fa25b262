package io.framefarm.worker.engine.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lets images guide a model.
 *
 * @param imageEncoderFile none in a model that cannot begin with an image
 * @param motionScale how far frames move away from the image that they begin with, unless a recipe says otherwise
 * @param matchColours whether the colours of frames are shifted to those of that image
 */
public record PackGuides(
        @Nullable PackFile imageEncoderFile,
        float motionScale,
        boolean matchColours,
        List<PackControlNet> controlNets) {

    public static final PackGuides NONE = new PackGuides(null, 0.8f, true, List.of());

    public PackGuides {
        controlNets = List.copyOf(controlNets);
    }

    public Optional<Path> imageEncoder() {
        return Optional.ofNullable(imageEncoderFile).map(PackFile::path);
    }

    /** The ControlNet of this name. */
    public PackControlNet requireControlNet(String name) {
        return controlNets.stream()
                .filter(net -> net.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PackException("no ControlNet is called '" + name + "' (the pack has: "
                        + String.join(
                                ", ",
                                controlNets.stream().map(PackControlNet::name).toList())
                        + ")"));
    }

    /** All but the ControlNets, which a recipe has to name. */
    List<PackFile> alwaysUsed() {
        return imageEncoderFile == null ? List.of() : List.of(imageEncoderFile);
    }

    List<PackFile> files() {
        List<PackFile> files = new ArrayList<>(alwaysUsed());
        controlNets.forEach(net -> files.add(net.file()));
        return files;
    }
}
