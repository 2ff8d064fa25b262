package io.framefarm.coordinator.stitch;

/** What becomes of a frame record that arrives. */
public enum FrameFate {
    KEPT("it may be due one day"),
    SPARE("a later attempt's than the winner's, which may turn out to be of no use"),
    PARKED("its render is not known yet"),
    DUPLICATE("the same attempt's frame has come before"),
    STALE("another attempt has won the segment"),
    LATE("its render has ended"),
    FOREIGN("no render has a place for it");

    private final String meaning;

    FrameFate(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
