package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
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
        Map<Integer, ByteString> hashes = new HashMap<>();
        for (FrameDigest digest : won.getFramesList()) {
            hashes.put(digest.getFrame(), digest.getSha256());
        }
        if (hashes.size() != window.getFrames() || !hashes.keySet().stream().allMatch(this::holds)) {
            throw new IllegalArgumentException("the winner of segment " + ref.getSegment() + " of shot "
                    + ref.getShot() + " names " + hashes.size() + " frames, the window has " + window.getFrames()
                    + " from " + window.getFirstFrame());
        }
        Attempt named = won.getAttempt();
        winner = named;
        digests = hashes;
        List<FrameEntry> lost = new ArrayList<>();
        attempts.entrySet().removeIf(attempt -> {
            boolean loses = !attempt.getKey().equals(named) && attempt.getKey().getDispatch() <= named.getDispatch();
            return loses && lost.addAll(attempt.getValue().values());
        });
        return lost;
    }

    /** The winner's frames are of no use after all; the segment waits for another winner. */
    void unwin() {
        if (winner != null) {
            attempts.remove(winner);
            rejected.add(winner);
        }
        winner = null;
        digests = Map.of();
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
