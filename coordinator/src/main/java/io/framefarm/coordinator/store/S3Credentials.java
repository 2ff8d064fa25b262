package io.framefarm.coordinator.store;

/** What signs requests to an S3-compatible store. The session token is empty where there is none. */
public record S3Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
    public S3Credentials {
        if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
            throw new IllegalArgumentException("S3 credentials: both the access key id and the secret are needed");
        }
    }

    /** Secrets do not belong into logs. */
    @Override
    public String toString() {
        return "S3Credentials[" + accessKeyId + "]";
    }
}
