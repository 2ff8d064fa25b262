package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderState;

/** What people read for the states of a render. */
final class StateNames {

    private StateNames() {}

    static String of(RenderState state) {
        return switch (state) {
            case RENDER_STATE_UNSPECIFIED -> "sent";
            case RENDER_STATE_QUEUED -> "queued";
            case RENDER_STATE_RENDERING -> "rendering";
            case RENDER_STATE_PAUSED -> "paused";
            case RENDER_STATE_STITCHING -> "stitching";
            case RENDER_STATE_DONE -> "done";
            case RENDER_STATE_FAILED -> "failed";
            case RENDER_STATE_CANCELLED -> "cancelled";
            case UNRECOGNIZED -> "in a state that this version does not know";
        };
    }
}
