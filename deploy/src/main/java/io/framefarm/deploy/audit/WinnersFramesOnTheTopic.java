package io.framefarm.deploy.audit;

import com.google.protobuf.ByteString;
import io.framefarm.deploy.guarantee.Guarantee;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentWon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every frame that a winner names lies on the topic {@code frames}, with the pixels that the winner rendered. */
public final class WinnersFramesOnTheTopic implements Guarantee {
    private final Map<String, SegmentWon> winners = new LinkedHashMap<>();
    private final Set<Found> found = new HashSet<>();
    private int named;

    private record Found(String segment, Attempt attempt, int frame, ByteString sha256) {}

    @Override
    public String promise() {
        return "winners published what they named";
    }

    @Override
    public void assembled(AssemblyCommand command) {
        if (command.hasSegmentWon()) {
            SegmentWon won = command.getSegmentWon();
            winners.put(Keys.segment(won.getRef()), won);
        }
    }

    @Override
    public void published(FrameRecord record) {
        found.add(new Found(Keys.segment(record.getRef()), record.getAttempt(), record.getFrame(), record.getSha256()));
    }

    /** Frames that winners named; known after {@link #breaches}. */
    public int named() {
        return named;
    }

    @Override
    public List<String> breaches() {
        named = 0;
        List<String> breaches = new ArrayList<>();
        winners.forEach((segment, won) -> {
            for (FrameDigest digest : won.getFramesList()) {
                named++;
                if (!found.contains(new Found(segment, won.getAttempt(), digest.getFrame(), digest.getSha256()))) {
                    breaches.add("frame " + digest.getFrame() + " of segment " + segment + " by "
                            + won.getAttempt().getWorker() + " is not on the topic (frames are kept for a day)");
                }
            }
        });
        return breaches;
    }
}
