package io.framefarm.coordinator.access;

import java.util.Locale;

/** What a caller may do; each goes with what it says and nothing more. */
public enum Scope {
    /** Send renders under one's own name, and change one's own. */
    SUBMIT,
    /** Look at one's own renders, at workers, packs and the queue. */
    READ,
    /** Look at and change everybody's renders. */
    OPERATE;

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
