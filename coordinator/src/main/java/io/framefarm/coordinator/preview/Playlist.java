package io.framefarm.coordinator.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a player reads again and again while a preview grows: the parts in order, and whether more will come. Not safe for
 * use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8216#section-4">HTTP Live Streaming: Playlists</a>
 */
final class Playlist {
    static final String FILE = "index.m3u8";
    static final String CONTENT_TYPE = "application/vnd.apple.mpegurl";
    /** What describes the video, before all parts. */
    static final String HEAD = "head.mp4";

    private static final String HEAD_TAG = "#EXT-X-MAP:URI=\"" + HEAD + "\"";
    private static final String END_TAG = "#EXT-X-ENDLIST";

    private final StringBuilder parts = new StringBuilder();
    private final int longestSeconds;
    private int count;

    /** No part may take longer than this to play. */
    Playlist(int longestSeconds) {
        this.longestSeconds = longestSeconds;
    }

    /** The name of the next part. */
    String next() {
        return String.format("part-%05d.m4s", count);
    }

    void add(double seconds) {
        parts.append(String.format(Locale.ROOT, "#EXTINF:%.5f,%n%s%n", seconds, next()));
        count++;
    }

    String text(boolean ended) {
        return "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-INDEPENDENT-SEGMENTS\n"
                + "#EXT-X-TARGETDURATION:" + longestSeconds + "\n" + HEAD_TAG + "\n" + parts
                + (ended ? END_TAG + "\n" : "");
    }

    /** The files that the playlist of a preview names. */
    static List<String> files(String text) {
        List<String> files = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.equals(HEAD_TAG)) {
                files.add(HEAD);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                files.add(line);
            }
        }
        return files;
    }
}
