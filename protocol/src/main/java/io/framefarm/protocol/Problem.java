package io.framefarm.protocol;

/**
 * One thing wrong with a request.
 *
 * @param path the field, such as {@code shots[1].frames}; empty for the whole
 * @param line of the text it was read from, counted from 1; 0 where there is none
 * @param message what was found and what is allowed
 */
public record Problem(String path, int line, String message) {

    public Problem(String path, String message) {
        this(path, 0, message);
    }

    /** Such as {@code shots[1].frames (line 7): 0 is below 1 (allowed: 1 to 4096)}. */
    @Override
    public String toString() {
        String where = line > 0 ? path + " (line " + line + ")" : path;
        return where.isEmpty() ? message : where.strip() + ": " + message;
    }
}
