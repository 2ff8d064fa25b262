package io.framefarm.protocol;

import io.framefarm.protocol.v1.RenderRequest;
import java.util.List;

/** Brings the images and videos that a request names into the video store, before the request is validated and travels. */
public interface BringInputs {
    /** Takes the request as it is: its inputs have to be in the store already. */
    BringInputs NONE = request -> new Brought(request, List.of());

    /** Leaves them away, for those who only want to know how a request would be cut. */
    BringInputs LEFT_AWAY = request -> {
        RenderRequest.Builder without = request.toBuilder();
        without.getShotsBuilderList()
                .forEach(shot ->
                        shot.clearImage().clearMotionScale().clearControls().clearStart());
        return new Brought(without.build(), List.of());
    };

    Brought bring(RenderRequest request);

    /**
     * What became of a request.
     *
     * @param request naming what is in the store now; what could not be brought stands there as it was
     * @param problems why not, by field
     */
    record Brought(RenderRequest request, List<Problem> problems) {
        public Brought {
            problems = List.copyOf(problems);
        }
    }
}
