package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderBoard;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.RenderStatus;

/** Finds renders by what people type: the id, or its beginning if that is enough. */
final class FindRender {

    private static final IdOrPrefix RENDER = new IdOrPrefix("render", "farm list");

    private FindRender() {}

    static RenderStatus byIdOrPrefix(FarmClient farm, String idOrPrefix) {
        try (StatusFeed feed = farm.statuses()) {
            return farm.details(RENDER.find(idOrPrefix, RenderBoard.read(feed).all(), RenderStatus::getRenderId));
        }
    }
}
