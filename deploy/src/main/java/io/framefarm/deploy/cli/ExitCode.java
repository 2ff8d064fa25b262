package io.framefarm.deploy.cli;

/** What a program that calls {@code farm} can rely on. */
public enum ExitCode {
    DONE(0, "done"),
    RENDER_NOT_DONE(1, "the render failed or was cancelled"),
    BAD_INPUT(2, "the command line or the request is wrong; nothing was sent"),
    NO_FARM(3, "no farm was found, or its settings would lose work"),
    BUG(4, "a fault of the farm itself"),
    DOES_NOT_HOLD(5, "what is said of a video does not hold");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
