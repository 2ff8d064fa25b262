package io.framefarm.coordinator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaylistTest {
    @Test
    void partsAreNamedInTheirOrderAndTheEndOnlyAtTheEnd() {
        Playlist playlist = new Playlist(2);
        playlist.add(1);
        playlist.add(2);

        assertThat(playlist.text(false).lines())
                .startsWith("#EXTM3U")
                .contains("#EXT-X-TARGETDURATION:2", "#EXT-X-MAP:URI=\"head.mp4\"")
                .containsSubsequence("#EXTINF:1.00000,", "part-00000.m4s", "#EXTINF:2.00000,", "part-00001.m4s")
                .doesNotContain("#EXT-X-ENDLIST");
        assertThat(playlist.text(true).lines()).endsWith("part-00001.m4s", "#EXT-X-ENDLIST");
    }

    @Test
    void aPlaylistTellsWhichFilesBelongToIt() {
        Playlist playlist = new Playlist(2);
        playlist.add(1);
        playlist.add(1);

        assertThat(Playlist.files(playlist.text(true))).containsExactly("head.mp4", "part-00000.m4s", "part-00001.m4s");
    }
}
