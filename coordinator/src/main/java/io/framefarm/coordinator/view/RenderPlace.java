package io.framefarm.coordinator.view;

/** Where a render stands in lists: the newest first. */
public record RenderPlace(long acceptedAtMs, String id) implements Comparable<RenderPlace> {

    @Override
    public int compareTo(RenderPlace other) {
        int byAge = Long.compare(other.acceptedAtMs, acceptedAtMs);
        return byAge != 0 ? byAge : id.compareTo(other.id);
    }
}
