package io.framefarm.coordinator.preview;

import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Takes the preview of a render out of the store. */
public final class RemovePreview {
    /** The longest video's is a tenth of it. */
    private static final int MAX_PLAYLIST_BYTES = 1 << 20;

    private RemovePreview() {}

    /** A render that has none is left as it is. The playlist goes first, so that nobody begins to play what is going. */
    public static void of(String renderId, VideoStore store) throws IOException {
        StoreKey playlist = StoreKey.ofPreview(renderId, Playlist.FILE);
        if (store.size(playlist).isEmpty()) {
            return;
        }
        String text;
        try (InputStream in = store.read(playlist, 0)) {
            text = new String(in.readNBytes(MAX_PLAYLIST_BYTES), StandardCharsets.UTF_8);
        }
        store.delete(playlist);
        for (String file : Playlist.files(text)) {
            store.delete(StoreKey.ofPreview(renderId, file));
        }
    }
}
