package io.framefarm.coordinator.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the video store that an operator named: {@code file:FOLDER}, or {@code s3://BUCKET/PREFIX} with the usual
 * variables in the environment ({@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN},
 * {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL}).
 */
public final class OpenVideoStore {
    private static final String DEFAULT_REGION = "us-east-1";

    private OpenVideoStore() {}

    public static VideoStore open(String location, Map<String, String> environment, InstantSource clock)
            throws IOException {
        Optional<Path> folder = folder(location);
        return folder.isPresent() ? new FolderStore(folder.get(), clock) : bucket(location, environment, clock);
    }

    /** Makes and changes nothing: of a folder, the right to read it is enough. */
    public static ReadableStore openForReading(String location, Map<String, String> environment, InstantSource clock) {
        Optional<Path> folder = folder(location);
        return folder.isPresent() ? new ReadableFolder(folder.get()) : bucket(location, environment, clock);
    }

    private static Optional<Path> folder(String location) {
        if (!location.startsWith("file:")) {
            return Optional.empty();
        }
        String path = location.substring("file:".length());
        return Optional.of(Path.of(path.startsWith("//") ? path.substring(2) : path));
    }

    private static S3Store bucket(String location, Map<String, String> environment, InstantSource clock) {
        if (location.startsWith("s3://")) {
            return new S3Store(s3Location(location, environment), credentials(environment), clock);
        }
        throw new IllegalArgumentException(
                "video store: `" + location + "` is neither file:FOLDER nor s3://BUCKET/PREFIX");
    }

    static S3Location s3Location(String location, Map<String, String> environment) {
        String path = location.substring("s3://".length());
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String prefix = slash < 0 ? "" : path.substring(slash + 1);
        String region = environment.getOrDefault("AWS_REGION", DEFAULT_REGION);
        String endpoint = environment.getOrDefault(
                "AWS_ENDPOINT_URL_S3",
                environment.getOrDefault("AWS_ENDPOINT_URL", "https://s3." + region + ".amazonaws.com"));
        return new S3Location(
                URI.create(endpoint), region, bucket, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    private static S3Credentials credentials(Map<String, String> environment) {
        return new S3Credentials(
                required(environment, "AWS_ACCESS_KEY_ID"),
                required(environment, "AWS_SECRET_ACCESS_KEY"),
                environment.getOrDefault("AWS_SESSION_TOKEN", ""));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a video store in S3 needs " + name + " in the environment");
        }
        return value;
    }
}
