package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderBoard;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.List;

/** Finds renders by what people type: the id, or its beginning if that is enough. */
final class FindRender {

    private FindRender() {}

    static RenderStatus byIdOrPrefix(FarmClient farm, String idOrPrefix) {
        try (StatusFeed feed = farm.statuses()) {
            RenderBoard board = RenderBoard.read(feed);
            return farm.details(board.find(idOrPrefix).orElseGet(() -> onlyMatch(board, idOrPrefix)));
        }
    }

    private static RenderStatus onlyMatch(RenderBoard board, String prefix) {
        List<RenderStatus> matches = board.all().stream()
                .filter(status -> status.getRenderId().startsWith(prefix))
                .toList();
        if (matches.size() != 1) {
            String found = matches.isEmpty() ? "no render" : matches.size() + " renders";
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, found + " whose id is or begins with `" + prefix + "` (`farm list` shows all)");
        }
        return matches.get(0);
    }
}
