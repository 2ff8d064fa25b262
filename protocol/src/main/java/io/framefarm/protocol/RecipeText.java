package io.framefarm.protocol;

import io.framefarm.protocol.v1.VideoRecipe;

/** Recipes of videos as they ride in a file's metadata: one line of JSON. */
public final class RecipeText {
    private RecipeText() {}

    /**
     * Reads a recipe and validates its request.
     *
     * @throws InvalidRequestException with every problem by field path
     */
    public static VideoRecipe read(String text) {
        Problems problems = new Problems();
        VideoRecipe.Builder recipe = VideoRecipe.newBuilder();
        new MessageReader(problems).readInto(recipe, TextTreeReader.read(text), "");
        if (problems.isEmpty()) {
            RequestValidation.problems(recipe.getRequest())
                    .forEach(problem -> problems.add("request." + problem.path(), problem.message()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems.found());
        }
        return recipe.build();
    }

    public static String toJson(VideoRecipe recipe) {
        return MessageText.toJson(recipe);
    }
}
