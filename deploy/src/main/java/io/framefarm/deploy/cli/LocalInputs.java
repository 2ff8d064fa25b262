package io.framefarm.deploy.cli;

import io.framefarm.coordinator.input.DataUrls;
import io.framefarm.coordinator.input.ImportInputs;
import io.framefarm.coordinator.input.LocalFiles;
import io.framefarm.coordinator.input.RemoteFiles;
import io.framefarm.coordinator.input.StoredObjects;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Brings the images and videos beside a request's file into the farm's video store. */
final class LocalInputs implements BringInputs {

    private final Path folder;
    private final Supplier<VideoStore> videos;
    private final InstantSource clock;

    LocalInputs(Path request, Supplier<VideoStore> videos, InstantSource clock) {
        this.folder = request.toAbsolutePath().resolveSibling("");
        this.videos = videos;
        this.clock = clock;
    }

    @Override
    public Brought bring(RenderRequest request) {
        if (request.getShotsList().stream().noneMatch(LocalInputs::hasInputs)) {
            return NONE.bring(request);
        }
        VideoStore store = videos.get();
        return new ImportInputs(
                        store,
                        List.of(
                                new DataUrls(),
                                new StoredObjects(store),
                                new RemoteFiles(clock),
                                new LocalFiles(folder)))
                .bring(request);
    }

    private static boolean hasInputs(Shot shot) {
        return !shot.getImage().isEmpty() || shot.getControlsCount() > 0 || shot.hasStart();
    }
}
