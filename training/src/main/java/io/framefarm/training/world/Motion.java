package io.framefarm.training.world;

/** How the subject moves; every single frame shows which, because motion modules never see the text. */
public enum Motion {
    RIGHT,
    LEFT,
    UP,
    DOWN,
    /** Up and down on a white springboard, squashed where it lands. */
    BOUNCING,
    STILL;

    /** Whether the subject travels, with a white trail behind it. */
    public boolean travels() {
        return this != BOUNCING && this != STILL;
    }
}
