package io.framefarm.coordinator.http;

import io.framefarm.coordinator.http.events.EventRoutes;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.farm.FarmRoutes;
import io.framefarm.coordinator.http.renders.DownloadVideo;
import io.framefarm.coordinator.http.renders.ForgetRender;
import io.framefarm.coordinator.http.renders.PreviewFiles;
import io.framefarm.coordinator.http.renders.RenderRoutes;
import io.framefarm.coordinator.http.renders.SendPictures;
import io.framefarm.coordinator.http.videos.OpenAiError;
import io.framefarm.coordinator.http.videos.VideoRoutes;
import io.framefarm.coordinator.http.webhooks.WebhookRoutes;
import io.framefarm.coordinator.input.DataUrls;
import io.framefarm.coordinator.input.ImportInputs;
import io.framefarm.coordinator.input.StoredObjects;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes of one event loop, in the order in which a request meets them, and what becomes of failures. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** After these, part of the request may still be on its way, and nobody is going to read it. */
    private static final Set<ProblemType> UNREAD = Set.of(ProblemType.TOO_LARGE, ProblemType.TOO_SLOW);

    private static final Duration TO_READ_THE_ANSWER = Duration.ofSeconds(1);

    private final Router router;
    private final AwaitRender await;
    private final EventRoutes events;

    Routes(Vertx vertx, HttpSettings settings, HttpParts parts, Shared shared) {
        router = Router.router(vertx);
        await = new AwaitRender(parts.renders());
        events = new EventRoutes(
                parts.renders(),
                vertx,
                Math.max(1, settings.limits().maxListeners() / settings.limits().eventLoops()));
        router.route().handler(Routes::readAddress);
        router.route()
                .handler(new MeasureRequests(router, parts.served(), parts.clock()))
                .failureHandler(Routes::fail);
        SessionRoutes sessions = new SessionRoutes(shared.tokens());
        sessions.addOpenTo(router);
        router.route("/v1/*").handler(new Gate(shared.tokens(), shared.rates())::admit);
        sessions.addTo(router);
        addRenders(settings, parts, shared);
        new FarmRoutes(parts.renders(), parts.workers(), parts.clock()).addTo(router);
        parts.webhooks().ifPresent(desk -> new WebhookRoutes(desk).addTo(router));
        new OpenApiDocument().addTo(router);
        new ConsoleFiles().addTo(router);
        router.errorHandler(404, exchange -> refuse(exchange, ProblemType.NOT_FOUND, "nothing is at this address"));
        router.errorHandler(
                405, exchange -> refuse(exchange, ProblemType.METHOD_NOT_ALLOWED, "this address has other methods"));
        router.errorHandler(400, exchange -> refuse(exchange, ProblemType.MALFORMED, "the address cannot be read"));
    }

    private void addRenders(HttpSettings settings, HttpParts parts, Shared shared) {
        // A server reads neither its own files for others nor addresses of their choice.
        ImportInputs inputs =
                new ImportInputs(parts.videos(), List.of(new DataUrls(), new StoredObjects(parts.videos())));
        RenderRoutes renders = new RenderRoutes(
                parts.renders(),
                parts.commands(),
                await,
                inputs,
                settings.limits().maxWaitingFrames(),
                parts.ids(),
                parts.clock());
        int downloads =
                Math.max(1, settings.limits().maxDownloads() / settings.limits().eventLoops());
        DownloadVideo download = new DownloadVideo(parts.videos(), shared.readers(), downloads);
        SendPictures pictures = new SendPictures(shared.pictures(), shared.pictureMakers(), shared.kept());
        PreviewFiles previews = new PreviewFiles(parts.videos(), shared.readers());
        ForgetRender forget =
                new ForgetRender(parts.renders(), parts.commands(), await, parts.videos(), shared.readers());
        renders.addTo(router, download, pictures, previews, forget);
        new VideoRoutes(parts.renders(), parts.workers(), renders.accept(), renders.find(), inputs, parts.clock())
                .addTo(router, download, pictures, forget);
        events.addTo(router, renders.find());
    }

    Router router() {
        return router;
    }

    /** To be called when the board has changed, on any thread. */
    void boardChanged() {
        await.boardChanged();
        events.boardChanged();
    }

    /** Before anybody asks for the path, which may hold what stands for no character. */
    private static void readAddress(RoutingContext exchange) {
        Optional<String> problem = Optional.empty();
        try {
            LOG.trace("Asked for {}", exchange.normalizedPath());
        } catch (IllegalArgumentException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        problem.ifPresentOrElse(
                why -> refuse(exchange, ProblemType.MALFORMED, "the address cannot be read: " + why), exchange::next);
    }

    private static void fail(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        if (failure instanceof ProblemException problem) {
            answer(exchange, problem);
        } else if (failure instanceof HttpClosedException) {
            LOG.debug("Whoever asked for {} has hung up", exchange.request().path());
        } else if (failure != null && exchange.statusCode() == ProblemType.MALFORMED.status()) {
            // What the server itself cannot read, such as a request that does not say to which host it is.
            refuse(exchange, ProblemType.MALFORMED, String.valueOf(failure.getMessage()));
        } else if (failure != null) {
            LOG.error(
                    "{} {} failed",
                    exchange.request().method(),
                    exchange.request().path(),
                    failure);
            refuse(exchange, ProblemType.FAULT, "it has been logged");
        } else {
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange, ProblemType type, String detail) {
        answer(exchange, new ProblemException(type, detail));
    }

    private static void answer(RoutingContext exchange, ProblemException problem) {
        if (OpenAiError.concerns(exchange.request().path())) {
            OpenAiError.answer(exchange, problem);
        } else {
            Answers.problem(exchange, problem);
        }
        if (UNREAD.contains(problem.type())) {
            exchange.vertx()
                    .setTimer(
                            TO_READ_THE_ANSWER.toMillis(),
                            read -> exchange.request().connection().close());
        }
    }
}
