package io.framefarm.deploy.cli;

import io.framefarm.worker.cache.redis.RedisAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The cache that workers share. */
final class RedisOptions {

    @Option(
            names = "--redis",
            paramLabel = "URI",
            defaultValue = "${env:FARM_REDIS:-" + Option.NULL_VALUE + "}",
            description = "Cache that the workers share: redis://HOST:6379, or rediss://USER@HOST:6379 for TLS"
                    + " (also: FARM_REDIS; default: none).")
    private Optional<String> uri = Optional.empty();

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            defaultValue = "${env:FARM_REDIS_PASSWORD_FILE:-" + Option.NULL_VALUE + "}",
            description = "File that holds the password, so that no list of processes shows it"
                    + " (also: FARM_REDIS_PASSWORD_FILE).")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--redis-trust",
            paramLabel = "FILE",
            defaultValue = "${env:FARM_REDIS_TRUST:-" + Option.NULL_VALUE + "}",
            description = "Certificates (PEM) to trust with rediss: (also: FARM_REDIS_TRUST; default: those of Java).")
    private Optional<Path> trusted = Optional.empty();

    Optional<RedisAddress> address() {
        try {
            Optional<String> password = passwordFile.map(RedisOptions::read);
            return uri.map(address -> new RedisAddress(address, password, trusted));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }

    /** The line break at a file's end is not part of the password. */
    private static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException("redis-password-file: cannot read " + file, e);
        }
    }
}
