package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has come of one segment: frames of any attempt, until one attempt wins; then that one's alone. */
final class SegmentFrames {
    /** More attempts than the coordinator ever allows; beyond lies nonsense. */
    private static final int MAX_ATTEMPTS = 128;

    private final SegmentRef ref;
    private final Window window;
    private final Map<Attempt, Map<Integer, FrameEntry>> attempts = new HashMap<>();
    private final Set<Attempt> rejected = new HashSet<>();
    private Map<Integer, ByteString> digests = Map.of();
    private @Nullable Attempt winner;

    /** Named when frames of the winner had been used: it counts if they turn out to be of no use. */
    private @Nullable SegmentWon successor;

    SegmentFrames(SegmentRef ref, Window window) {
        this.ref = ref;
        this.window = window;
    }

    SegmentRef ref() {
        return ref;
    }

    FrameFate offer(FrameEntry entry) {
        if (!holds(entry.frame())) {
            return FrameFate.FOREIGN;
        }
        boolean later = winner != null && entry.attempt().getDispatch() > winner.getDispatch();
        if (winner != null && !winner.equals(entry.attempt()) && !later) {
            return FrameFate.STALE;
        }
        if (!attempts.containsKey(entry.attempt()) && attempts.size() == MAX_ATTEMPTS) {
            return FrameFate.FOREIGN;
        }
        Map<Integer, FrameEntry> frames = attempts.computeIfAbsent(entry.attempt(), attempt -> new HashMap<>());
        if (frames.putIfAbsent(entry.frame(), entry) != null) {
            return FrameFate.DUPLICATE;
        }
        return later ? FrameFate.SPARE : FrameFate.KEPT;
    }

    boolean holds(int frame) {
        return frame >= window.getFirstFrame() && frame < window.getFirstFrame() + window.getFrames();
    }

    boolean isWonBy(Attempt attempt) {
        return attempt.equals(winner);
    }

    /** Returns the frames of the attempts that have lost; those of later dispatches are kept for a later winner. */
    List<FrameEntry> won(SegmentWon won) {
        requireFits(won);
        Map<Integer, ByteString> hashes = new HashMap<>();
        won.getFramesList().forEach(digest -> hashes.put(digest.getFrame(), digest.getSha256()));
        digests = hashes;
        Attempt named = won.getAttempt();
        winner = named;
        List<FrameEntry> lost = new ArrayList<>();
        attempts.entrySet().removeIf(attempt -> {
            boolean loses = !attempt.getKey().equals(named) && attempt.getKey().getDispatch() <= named.getDispatch();
            return loses && lost.addAll(attempt.getValue().values());
        });
        return lost;
    }

    private void requireFits(SegmentWon won) {
        Set<Integer> named = new HashSet<>();
        won.getFramesList().forEach(digest -> named.add(digest.getFrame()));
        if (named.size() != window.getFrames() || !named.stream().allMatch(this::holds)) {
            throw new IllegalArgumentException("the winner of segment " + ref.getSegment() + " of shot "
                    + ref.getShot() + " names " + named.size() + " frames, the window has " + window.getFrames()
                    + " from " + window.getFirstFrame());
        }
    }

    /** Remembers a winner that comes too late to be used, unless the one before it has to go. */
    void succeededBy(SegmentWon won) {
        requireFits(won);
        if (successor == null
                || successor.getAttempt().getDispatch() < won.getAttempt().getDispatch()) {
            successor = won;
        }
    }

    /**
     * The winner's frames are of no use after all: the segment has the winner that was named after it, or waits for one.
     * Returns the frames that have lost by it.
     */
    List<FrameEntry> unwin() {
        if (winner != null) {
            attempts.remove(winner);
            rejected.add(winner);
        }
        winner = null;
        digests = Map.of();
        SegmentWon next = successor;
        successor = null;
        return next == null || rejected.contains(next.getAttempt()) ? List.of() : won(next);
    }

    /** Whether it has won and been of no use: it may be named once more when everything is told anew. */
    boolean hasRejected(Attempt attempt) {
        return rejected.contains(attempt);
    }

    Optional<Attempt> winner() {
        return Optional.ofNullable(winner);
    }

    /** The winner's frame, once both the winner is named and the frame has come. */
    Optional<FrameEntry> find(int frame) {
        return winner == null
                ? Optional.empty()
                : Optional.ofNullable(attempts.getOrDefault(winner, Map.of()).get(frame));
    }

    ByteString digest(int frame) {
        return digests.getOrDefault(frame, ByteString.EMPTY);
    }

    Stream<FrameEntry> entries() {
        return attempts.values().stream().flatMap(frames -> frames.values().stream());
    }

    /** Whether a winner has been named of which frames are missing. */
    boolean lacksFrames() {
        return winner != null && attempts.getOrDefault(winner, Map.of()).size() < window.getFrames();
    }
}
