package io.framefarm.deploy.chaos;

import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens to the stitcher and to the disks that it writes to. */
final class StitcherMishaps {

    /** A video that is only stitched and not done after so long is held up by the disk. */
    private static final Duration HELD_UP = Duration.ofSeconds(2);

    private static final Duration NAP = Duration.ofSeconds(7);

    private final ChaosFarm farm;
    private final Watch watch;

    StitcherMishaps(ChaosFarm farm, Watch watch) {
        this.farm = farm;
        this.watch = watch;
    }

    /** Until what is left of it on the topics is stitched by its successor. */
    Duration killed() {
        awaitHalfStitched();
        Instant at = farm.stitcher().kill();
        farm.stitcher().start();
        return Duration.between(
                at, watch.await("stitching goes on", () -> watch.chronicle().videoNewsSince(at)));
    }

    /** Past the time after which its group forgets it: it has to find its way back. */
    Duration frozen() {
        awaitHalfStitched();
        farm.stitcher().freeze();
        Instant woken = watch.now().plus(NAP);
        watch.awaitThat("its nap is over", () -> watch.now().isAfter(woken));
        farm.stitcher().thaw();
        return Duration.between(
                woken, watch.await("stitching goes on", () -> watch.chronicle().videoNewsSince(woken)));
    }

    Duration diskFull(Disk disk) {
        try {
            disk.fill();
            String heldUp = watch.await("a video is held up by " + disk.kind(), () -> {
                // Those who failed meanwhile have deleted what they had written.
                disk.topUp();
                return videoThatIsStuck();
            });
            disk.free();
            Instant at = watch.now();
            watch.awaitThat(
                    heldUp + " is done",
                    () -> watch.chronicle()
                            .status(heldUp)
                            .filter(RenderWatch::hasEnded)
                            .isPresent());
            return Duration.between(at, watch.now());
        } catch (IOException e) {
            throw new ChaosFailedException("cannot fill " + disk.kind() + ": " + e.getMessage(), e);
        }
    }

    private Optional<String> videoThatIsStuck() {
        return watch.chronicle().open().stream()
                .filter(status -> status.getState() == RenderState.RENDER_STATE_STITCHING)
                .map(RenderStatus::getRenderId)
                .filter(id -> watch.chronicle().since(id).plus(HELD_UP).isBefore(watch.now()))
                .findFirst();
    }

    private void awaitHalfStitched() {
        watch.awaitThat(
                "a video is half stitched",
                () -> watch.chronicle().open().stream().anyMatch(status -> status.getFramesEncoded() > 0));
    }
}
