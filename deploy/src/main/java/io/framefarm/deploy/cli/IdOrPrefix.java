package io.framefarm.deploy.cli;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Finds things by what people type: the id, or its beginning if that is enough.
 *
 * @param thing what is looked for
 * @param list the command that shows all
 */
record IdOrPrefix(String thing, String list) {

    <T> T find(String typed, Collection<T> all, Function<T, String> id) {
        return all.stream()
                .filter(one -> id.apply(one).equals(typed))
                .findFirst()
                .orElseGet(() -> onlyMatch(typed, all, id));
    }

    private <T> T onlyMatch(String prefix, Collection<T> all, Function<T, String> id) {
        // A variable that a script forgot to set is the beginning of nothing.
        List<T> matches = all.stream()
                .filter(one -> !prefix.isEmpty() && id.apply(one).startsWith(prefix))
                .toList();
        if (matches.size() != 1) {
            String found = matches.isEmpty() ? "no " + thing : matches.size() + " " + thing + "s";
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    found + " whose id is or begins with `" + prefix + "` (`" + list + "` shows all)");
        }
        return matches.get(0);
    }
}
