package io.framefarm.deploy.cli;

/** What segments may use; each takes networks of its own, or another form of the UNet. */
enum WarmUse {
    TEXT("their prompt"),
    IMAGE("an image to begin with"),
    CONTROLS("ControlNets"),
    SCHEDULE("prompts that change"),
    START("frames to start from"),
    DRAFT("a draft");

    private final String words;

    WarmUse(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
