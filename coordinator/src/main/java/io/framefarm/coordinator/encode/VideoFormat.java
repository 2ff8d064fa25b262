package io.framefarm.coordinator.encode;

/** The kinds of file that frames can become. */
public enum VideoFormat {
    /** H.264 with its index in front, so that it plays while it loads. */
    MP4("mp4", "video/mp4"),
    /** VP9. */
    WEBM("webm", "video/webm"),
    /** One palette for the whole video, and for ever repeating. */
    GIF("gif", "image/gif"),
    /** A zip archive of numbered PNG images: the rendered pixels themselves, nothing lost. */
    PNG_SEQUENCE("zip", "application/zip");

    private final String extension;
    private final String contentType;

    VideoFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }
}
