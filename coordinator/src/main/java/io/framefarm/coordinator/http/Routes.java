package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.http.events.EventRoutes;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.farm.FarmRoutes;
import io.framefarm.coordinator.http.renders.DownloadVideo;
import io.framefarm.coordinator.http.renders.RenderRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes of one event loop: who is served first, and what becomes of failures. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final int MAX_PATH_LENGTH = 1024;

    private final Router router;
    private final AwaitRender await;
    private final EventRoutes events;

    Routes(Vertx vertx, HttpSettings settings, HttpParts parts, WorkerExecutor readers) {
        router = Router.router(vertx);
        await = new AwaitRender(parts.renders());
        events = new EventRoutes(parts.renders(), vertx, Math.max(1, settings.maxListeners() / settings.eventLoops()));
        router.route()
                .handler(new MeasureRequests(router, parts.served(), parts.clock()))
                .handler(Routes::admit)
                .failureHandler(Routes::fail);
        RenderRoutes renders = new RenderRoutes(
                parts.renders(), parts.commands(), await, settings.maxWaitingFrames(), parts.ids(), parts.clock());
        int downloads = Math.max(1, settings.maxDownloads() / settings.eventLoops());
        renders.addTo(router, new DownloadVideo(parts.videos(), readers, downloads));
        events.addTo(router, renders.find());
        new FarmRoutes(parts.renders(), parts.workers(), parts.clock()).addTo(router);
        new ConsoleFiles().addTo(router);
        router.errorHandler(404, Routes::notFound);
        router.errorHandler(405, Routes::notAllowed);
    }

    Router router() {
        return router;
    }

    /** To be called when the board has changed, on any thread. */
    void boardChanged() {
        await.boardChanged();
        events.boardChanged();
    }

    private static void admit(RoutingContext exchange) {
        if (exchange.request().uri().length() > MAX_PATH_LENGTH * 4) {
            throw new ProblemException(ProblemType.MALFORMED, "the address is too long");
        }
        Callers.set(exchange, Caller.ANYBODY);
        exchange.next();
    }

    private static void fail(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        if (failure instanceof ProblemException problem) {
            Answers.problem(exchange, problem);
        } else if (failure != null) {
            LOG.error(
                    "{} {} failed",
                    exchange.request().method(),
                    exchange.request().path(),
                    failure);
            Answers.problem(exchange, new ProblemException(ProblemType.FAULT, "it has been logged"));
        } else {
            exchange.next();
        }
    }

    private static void notFound(RoutingContext exchange) {
        Answers.problem(
                exchange,
                ProblemException.notFound("nothing is at " + exchange.request().path()));
    }

    private static void notAllowed(RoutingContext exchange) {
        HttpMethod method = exchange.request().method();
        Answers.problem(
                exchange, new ProblemException(ProblemType.METHOD_NOT_ALLOWED, method + " is not possible here"));
    }
}
