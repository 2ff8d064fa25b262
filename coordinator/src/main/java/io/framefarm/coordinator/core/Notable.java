package io.framefarm.coordinator.core;

/** What operators count. */
public enum Notable {
    RENDER_ACCEPTED("a render was accepted"),
    RENDER_REFUSED("a request was invalid"),
    RENDER_DONE("a video was published"),
    RENDER_FAILED("a render ended without a video"),
    RENDER_CANCELLED("a render was called off"),
    RENDER_EXPIRED("an ended render was forgotten"),
    SEGMENT_WON("the first valid result of a segment"),
    SEGMENT_RETRIED("an attempt failed and another follows"),
    SEGMENT_FAILED("a segment was given up"),
    SEGMENT_LOST("the worker of a segment fell silent"),
    SUBMIT_REPEATED("a render id that is known already; the first request stands"),
    COMMAND_IGNORED("a command that the render's phase does not allow, or for no known render"),
    RESULT_DUPLICATE("a result of a segment that was won already"),
    RESULT_STALE("a result of an attempt that was superseded"),
    RESULT_LATE("an event of a render that has ended"),
    RESULT_INVALID("a result that does not fit its segment"),
    EVENT_DROPPED("an event of a render that nobody has asked for");

    private final String meaning;

    Notable(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
