package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.stitch.StitchEvents;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;

/** What a stitcher tells: told, not told, told and said not to have been told, or told twice. */
record StitcherNews(World world, Broker broker) implements StitchEvents {
    @Override
    public void progress(VideoProgress progress) {
        if (!broker.isAway() && !world.strikes(Fault.NEWS_LOST)) {
            broker.tell(
                    broker.videos,
                    FarmEvent.newBuilder().setVideoProgress(progress).build());
        }
    }

    @Override
    public void ready(VideoReady ready) throws IOException {
        forSure(FarmEvent.newBuilder().setVideoReady(ready).build());
    }

    @Override
    public void failed(VideoFailed failed) throws IOException {
        forSure(FarmEvent.newBuilder().setVideoFailed(failed).build());
    }

    @Override
    public void damaged(FramesDamaged damaged) throws IOException {
        forSure(FarmEvent.newBuilder().setFramesDamaged(damaged).build());
    }

    private void forSure(FarmEvent event) throws IOException {
        if (broker.isAway() || world.strikes(Fault.NEWS_OF_VIDEO_NOT_TOLD)) {
            throw new IOException("simulated: not told");
        }
        broker.tell(broker.videos, event);
        if (world.strikes(Fault.NEWS_OF_VIDEO_TOLD_TWICE)) {
            broker.tell(broker.videos, event);
            throw new IOException("simulated: told, and said not to have been");
        }
    }
}
