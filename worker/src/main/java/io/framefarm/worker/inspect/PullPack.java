package io.framefarm.worker.inspect;

import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Downloads the files of a pack that are not there yet. */
public final class PullPack {
    private final DownloadFile download;
    private final Optional<URI> endpoint;

    /** Takes files from {@code endpoint}, a mirror, instead of the hosts that the pack names. */
    public PullPack(DownloadFile download, Optional<URI> endpoint) {
        this.download = download;
        this.endpoint = endpoint;
    }

    /** Fails before the first download if a missing file has no address. */
    public void pull(ModelPack pack) throws IOException, InterruptedException {
        refuseOutside(pack);
        List<String> lost = pack.files().stream()
                .filter(file -> file.url().isEmpty() && !Files.exists(file.path()))
                .map(file -> file.path().toString())
                .toList();
        if (!lost.isEmpty()) {
            throw new DownloadException(
                    "pack " + pack.name() + " does not say where to get " + String.join(", ", lost));
        }
        for (PackFile file : pack.files()) {
            if (file.url().isPresent()) {
                download.download(address(file.url().get()), file.path(), file.sha256());
            }
        }
    }

    /** A pack.yaml comes from anywhere, and must not say where else to write. */
    private static void refuseOutside(ModelPack pack) {
        Path models = pack.folder().resolveSibling("");
        for (PackFile file : pack.files()) {
            if (!file.path().startsWith(models)) {
                throw new DownloadException(
                        "pack " + pack.name() + ": " + file.path() + " is outside the model folder " + models);
            }
        }
    }

    private URI address(URI source) {
        if (!"https".equals(source.getScheme()) && !"http".equals(source.getScheme())) {
            throw new DownloadException(source + ": only http and https addresses can be pulled from");
        }
        if (endpoint.isEmpty()) {
            return source;
        }
        String base = endpoint.get().toString();
        String query = source.getRawQuery() == null ? "" : "?" + source.getRawQuery();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + source.getRawPath() + query);
    }
}
