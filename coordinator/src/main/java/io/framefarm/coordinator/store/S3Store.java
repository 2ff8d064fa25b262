package io.framefarm.coordinator.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A video store in a bucket of any S3-compatible store. Small objects go up in one request, larger ones in parts; the
 * request that completes the parts is what publishes them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart upload</a>
 */
public final class S3Store implements VideoStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);
    /** S3 wants parts of at least 5 MiB, the last excepted, and at most 10,000 of them. */
    static final int PART_BYTES = 8 << 20;

    private final S3Location location;
    private final S3Client client;

    public S3Store(S3Location location, S3Credentials credentials, InstantSource clock) {
        this.location = location;
        this.client = new S3Client(location, credentials, clock);
    }

    @Override
    public void put(StoreKey key, Path file, String contentType) throws IOException {
        if (Files.size(file) <= PART_BYTES) {
            put(key, Files.readAllBytes(file), contentType);
            return;
        }
        String upload = begin(key, contentType);
        try {
            complete(key, upload, sendParts(key, upload, file));
        } catch (IOException e) {
            abort(key, upload);
            throw e;
        }
    }

    @Override
    public void put(StoreKey key, byte[] content, String contentType) throws IOException {
        client.request(
                S3Client.Call.of("PUT", key).header("content-type", contentType).body(content));
    }

    String begin(StoreKey key, String contentType) throws IOException {
        S3Client.Answer answer =
                client.request(S3Client.Call.of("POST", key).query("uploads=").header("content-type", contentType));
        return S3Answers.element(answer.text(), "UploadId")
                .orElseThrow(() -> new StoreException("the answer to the beginning of " + key + " has no UploadId"));
    }

    /** Returns the tags by which the completion names the parts. */
    List<String> sendParts(StoreKey key, String upload, Path file) throws IOException {
        List<String> tags = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] part = in.readNBytes(PART_BYTES);
            while (part.length > 0) {
                String query = "partNumber=" + (tags.size() + 1) + "&uploadId=" + S3Query.escaped(upload);
                S3Client.Answer answer =
                        client.request(S3Client.Call.of("PUT", key).query(query).body(part));
                tags.add(answer.header("etag"));
                part = in.readNBytes(PART_BYTES);
            }
        }
        return tags;
    }

    void complete(StoreKey key, String upload, List<String> tags) throws IOException {
        StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.size(); i++) {
            parts.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
            parts.append(tags.get(i).replace("&", "&amp;").replace("<", "&lt;")).append("</ETag></Part>");
        }
        parts.append("</CompleteMultipartUpload>");
        S3Client.Call call = S3Client.Call.of("POST", key)
                .query("uploadId=" + S3Query.escaped(upload))
                .body(parts.toString().getBytes(StandardCharsets.UTF_8));
        S3Client.Answer answer = client.request(call);
        // A completion may fail after its headers have gone out: then the error comes with status 200.
        if (S3Answers.element(answer.text(), "ETag").isEmpty()) {
            throw client.refused(call, answer.response().statusCode(), answer.text());
        }
    }

    void abort(StoreKey key, String upload) {
        try {
            client.request(S3Client.Call.of("DELETE", key).query("uploadId=" + S3Query.escaped(upload)));
        } catch (IOException e) {
            LOG.warn(
                    "The parts of {} stay in bucket {} until its lifecycle rule removes them",
                    key,
                    location.bucket(),
                    e);
        }
    }

    @Override
    public OptionalLong size(StoreKey key) throws IOException {
        S3Client.Call call = S3Client.Call.of("HEAD", key);
        HttpResponse<InputStream> response = client.send(call);
        String text = S3Client.text(response);
        if (response.statusCode() == 404) {
            return OptionalLong.empty();
        }
        if (response.statusCode() != 200) {
            throw client.refused(call, response.statusCode(), text);
        }
        return response.headers().firstValueAsLong("content-length");
    }

    @Override
    public InputStream read(StoreKey key, long offset) throws IOException {
        S3Client.Call call = S3Client.Call.of("GET", key);
        HttpResponse<InputStream> response =
                client.send(offset == 0 ? call : call.header("range", "bytes=" + offset + "-"));
        int status = response.statusCode();
        if (status == (offset == 0 ? 200 : 206)) {
            return response.body();
        }
        String text = S3Client.text(response);
        if (status == 404) {
            throw new FileNotFoundException("no object " + key + " in " + location());
        }
        throw client.refused(call, status, text);
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        client.request(S3Client.Call.of("DELETE", key));
    }

    @Override
    public String location() {
        return "s3://" + location.bucket() + "/" + location.prefix();
    }
}
