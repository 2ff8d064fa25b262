package io.framefarm.deploy.simulation;

import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.ChangePriority;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RequeueSegment;
import io.framefarm.protocol.v1.Resume;
import io.framefarm.protocol.v1.Retry;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Transition;
import java.util.List;

/** Who asks for renders, and changes their minds. */
final class Producers {
    static final int MOST_RENDERS = 5;

    private static final List<Continuity> COUPLED =
            List.of(Continuity.CONTINUITY_OVERLAP, Continuity.CONTINUITY_FUSED, Continuity.CONTINUITY_CHAIN);
    private static final int SUBMITTED_WITHIN_MS = 8_000;
    private static final int COMMANDED_WITHIN_MS = 9_500;

    private final World world;
    private final Broker broker;
    private int submitted;

    Producers(World world, Broker broker) {
        this.world = world;
        this.broker = broker;
    }

    static String renderId(int number) {
        return "r" + number;
    }

    static long seed(String renderId) {
        return Long.parseLong(renderId.substring(1));
    }

    void begin() {
        Chance chance = world.chance();
        submitted = chance.between(1, MOST_RENDERS);
        for (int number = 1; number <= submitted; number++) {
            RenderCommand submit = RenderCommand.newBuilder()
                    .setRenderId(renderId(number))
                    .setSubmit(request(number))
                    .build();
            int at = chance.between(0, SUBMITTED_WITHIN_MS);
            world.agenda().after(at, () -> send(submit));
            if (chance.happens(0.1)) {
                world.agenda().after(at + chance.between(0, SUBMITTED_WITHIN_MS), () -> send(submit));
            }
        }
        for (int i = chance.between(0, 3); i > 0; i--) {
            world.agenda().after(chance.between(0, COMMANDED_WITHIN_MS), this::changeMind);
        }
    }

    /** So that nothing waits for a person any more. */
    void resumeAll() {
        for (int number = 1; number <= submitted; number++) {
            send(RenderCommand.newBuilder()
                    .setRenderId(renderId(number))
                    .setResume(Resume.getDefaultInstance())
                    .build());
        }
    }

    private RenderRequest request(int number) {
        Chance chance = world.chance();
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setProducer("p" + chance.between(1, 2))
                .setModel(Painter.PACK)
                .setPriority(chance.happens(0.2) ? chance.between(-1, 1) : 0)
                .setSeed(seed(renderId(number)))
                .setWidth(Pictures.SIDE)
                .setHeight(Pictures.SIDE)
                .setFps(8);
        int shots = chance.between(1, 4);
        for (int shot = 0; shot < shots; shot++) {
            int frames = chance.happens(0.05) ? chance.between(17, 33) : chance.between(1, 3);
            int fade = chance.happens(0.1) && frames > 1 ? 1 : 0;
            boolean coupled = frames > 16 && chance.happens(0.5);
            request.addShots(Shot.newBuilder()
                    .setContinuity(coupled ? chance.anyOf(COUPLED) : Continuity.CONTINUITY_CUT)
                    .setPrompt("shot " + shot + " of render " + number)
                    .setFrames(frames)
                    .setTransition(Transition.newBuilder().setCrossfadeFrames(fade)));
        }
        return chance.happens(0.03) ? request.setWidth(65).build() : request.build();
    }

    private void changeMind() {
        RenderCommand.Builder command =
                RenderCommand.newBuilder().setRenderId(renderId(world.chance().between(1, MOST_RENDERS)));
        switch (world.chance().between(0, 6)) {
            case 0, 1 -> command.setCancel(Cancel.newBuilder().setReason("not wanted any more"));
            case 2 -> command.setPause(Pause.getDefaultInstance());
            case 3 -> command.setResume(Resume.getDefaultInstance());
            case 4 ->
                command.setChangePriority(
                        ChangePriority.newBuilder().setPriority(world.chance().between(-1, 1)));
            case 5 -> command.setRetry(Retry.getDefaultInstance());
            default -> command.setRequeueSegment(RequeueSegment.getDefaultInstance());
        }
        send(command.build());
    }

    /** A producer keeps trying until the broker has taken it. */
    private void send(RenderCommand command) {
        if (broker.isAway()) {
            world.agenda().after(300, () -> send(command));
        } else {
            broker.submit(command);
        }
    }
}
