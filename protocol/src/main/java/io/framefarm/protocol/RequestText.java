package io.framefarm.protocol;

import io.framefarm.protocol.v1.RenderRequest;

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
        Problems problems = new Problems();
        MessageReader reader = new MessageReader(problems);
        RenderRequest.Builder request = RenderRequest.newBuilder();
        reader.readInto(request, TextTreeReader.read(text), "");
        if (problems.isEmpty()) {
            for (Problem problem : RequestValidation.problems(request.build())) {
                int line = reader.lines().getOrDefault(problem.path(), 0);
                problems.add(new Problem(problem.path(), line, problem.message()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems.found());
        }
        return request.build();
    }

    public static String toYaml(RenderRequest request) {
        return MessageText.toYaml(request);
    }

    public static String toJson(RenderRequest request) {
        return MessageText.toJson(request);
    }
}
