package io.framefarm.protocol;

import io.framefarm.protocol.v1.RenderRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Render requests as YAML or JSON. */
public final class RequestText {
    private RequestText() {}

    /**
     * Reads and validates a request.
     *
     * @throws InvalidRequestException with every problem by field path and line: unknown fields and wrong types, and if
     *     there are none of these, everything that {@link RequestValidation} finds
     */
    public static RenderRequest read(String text) {
        return read(text, BringInputs.NONE);
    }

    /** As {@link #read(String)}, of a request whose images and videos are still to be brought into the store. */
    public static RenderRequest read(String text, BringInputs inputs) {
        Problems problems = new Problems();
        MessageReader reader = new MessageReader(problems);
        RenderRequest.Builder read = RenderRequest.newBuilder();
        reader.readInto(read, TextTreeReader.read(text), "");
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems.found());
        }
        BringInputs.Brought brought = inputs.bring(read.build());
        for (Problem problem : validated(brought)) {
            int line = reader.lines().getOrDefault(problem.path(), 0);
            problems.add(new Problem(problem.path(), line, problem.message()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems.found());
        }
        return brought.request();
    }

    /** What could not be brought is no valid input either, but that needs to be said only once. */
    private static List<Problem> validated(BringInputs.Brought brought) {
        List<Problem> problems = new ArrayList<>(brought.problems());
        Set<String> said = problems.stream().map(Problem::path).collect(Collectors.toSet());
        RequestValidation.problems(brought.request()).stream()
                .filter(problem -> !said.contains(problem.path()))
                .forEach(problems::add);
        return problems;
    }

    public static String toYaml(RenderRequest request) {
        return MessageText.toYaml(request);
    }

    public static String toJson(RenderRequest request) {
        return MessageText.toJson(request);
    }
}
