package io.framefarm.worker.checkpoint.layout;

/** The networks that can be found in a file or folder. */
public enum NetworkKind {
    UNET("image UNet"),
    VAE("VAE"),
    TEXT_ENCODER("CLIP text encoder"),
    MOTION_MODULES("motion modules"),
    IMAGE_ENCODER("image encoder"),
    CONTROLNET("ControlNet"),
    TAESD_ENCODER("TAESD encoder"),
    TAESD_DECODER("TAESD decoder");

    private final String title;

    NetworkKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
