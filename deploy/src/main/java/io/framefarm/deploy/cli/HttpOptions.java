package io.framefarm.deploy.cli;

import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.OidcSettings;
import io.framefarm.coordinator.http.HttpSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the console and the HTTP API are served, and who is let in. */
final class HttpOptions {

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "${env:FARM_HTTP_PORT:-" + Option.NULL_VALUE + "}",
            description =
                    "Port of the console and the HTTP API (also: FARM_HTTP_PORT; default: 8080, or a free one when"
                            + " that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:FARM_HTTP_HOST:-127.0.0.1}",
            description = "Address that it listens at (also: FARM_HTTP_HOST; default: 127.0.0.1). Any other needs"
                    + " --http-keys.")
    private String host = "";

    @Option(
            names = "--http-keys",
            paramLabel = "FILE",
            defaultValue = "${env:FARM_HTTP_KEYS:-" + Option.NULL_VALUE + "}",
            description =
                    "Keys that callers need, as `farm keys create` makes them (also: FARM_HTTP_KEYS; default: none,"
                            + " and whoever is on this machine may do everything).")
    private Optional<Path> keys = Optional.empty();

    @Option(
            names = "--http-oidc-issuer",
            paramLabel = "URL",
            defaultValue = "${env:FARM_HTTP_OIDC_ISSUER:-" + Option.NULL_VALUE + "}",
            description = "OpenID Connect provider whose tokens are taken besides keys; their scopes"
                    + " framefarm:submit, framefarm:read and framefarm:operate count (also: FARM_HTTP_OIDC_ISSUER).")
    private Optional<String> issuer = Optional.empty();

    @Option(
            names = "--http-oidc-audience",
            paramLabel = "NAME",
            defaultValue = "${env:FARM_HTTP_OIDC_AUDIENCE:-framefarm}",
            description = "Audience that its tokens must name (also: FARM_HTTP_OIDC_AUDIENCE; default: framefarm).")
    private String audience = "";

    @Option(
            names = "--http-oidc-producer",
            paramLabel = "CLAIM",
            defaultValue = "${env:FARM_HTTP_OIDC_PRODUCER:-" + OidcSettings.DEFAULT_PRODUCER_CLAIM + "}",
            description = "Claim of its tokens that names the producer (also: FARM_HTTP_OIDC_PRODUCER; default: "
                    + OidcSettings.DEFAULT_PRODUCER_CLAIM + ").")
    private String producerClaim = "";

    @Option(
            names = "--http-oidc-allowance",
            paramLabel = "LIMIT=NUMBER",
            split = ",",
            defaultValue = "${env:FARM_HTTP_OIDC_ALLOWANCE:-" + Option.NULL_VALUE + "}",
            description = "What each producer with such a token may ask for, as in the file of keys: renders_in_flight,"
                    + " frames_per_day, requests_per_second, with commas between them (also: FARM_HTTP_OIDC_ALLOWANCE;"
                    + " default: anything).")
    private List<String> allowance = List.of();

    @Option(
            names = "--private-webhooks",
            defaultValue = "${env:FARM_PRIVATE_WEBHOOKS:-false}",
            description = "Lets webhooks lead to private addresses, and to http:// (also: FARM_PRIVATE_WEBHOOKS;"
                    + " default: to https:// on public addresses only).")
    private boolean privateWebhooks;

    HttpSettings settings() {
        try {
            HttpSettings settings = HttpSettings.loopback(port.orElse(HttpSettings.DEFAULT_PORT), port.isEmpty())
                    .onHost(host)
                    .withPrivateWebhooks(privateWebhooks);
            HttpSettings keyed = keys.map(settings::withKeys).orElse(settings);
            HttpSettings closed = issuer.map(url ->
                            keyed.withOidc(new OidcSettings(url, audience, producerClaim, Allowance.of(allowance))))
                    .orElse(keyed);
            closed.requireClosed();
            return closed;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
