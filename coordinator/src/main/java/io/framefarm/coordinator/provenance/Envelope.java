package io.framefarm.coordinator.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What was signed, and the signature. The signer's public key rides along so that anybody can tell whether the file has
 * been changed since; whether to trust that key is another question.
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/envelope.md">Dead Simple Signing Envelope</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(byte[] payload, PublicSigningKey signer, byte[] signature) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String json(byte[] payload, PublicSigningKey signer, String signature) {
        ObjectNode envelope = JSON.createObjectNode()
                .put("payloadType", Manifest.PAYLOAD_TYPE)
                .put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", signer.fingerprint())
                .put("public_key", signer.text())
                .put("sig", signature);
        return envelope.toPrettyString() + "\n";
    }

    static Envelope read(byte[] file) throws MalformedManifestException {
        try {
            JsonNode envelope = JSON.readTree(new String(file, StandardCharsets.UTF_8));
            String type = envelope.path("payloadType").asText();
            if (!type.equals(Manifest.PAYLOAD_TYPE)) {
                throw new MalformedManifestException(
                        "payloadType: `" + type + "` is not `" + Manifest.PAYLOAD_TYPE + "`", null);
            }
            JsonNode signature = envelope.path("signatures").path(0);
            Base64.Decoder base64 = Base64.getDecoder();
            return new Envelope(
                    base64.decode(envelope.path("payload").asText()),
                    PublicSigningKey.ofText(signature.path("public_key").asText()),
                    base64.decode(signature.path("sig").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MalformedManifestException("it is no signing envelope: " + e.getMessage(), e);
        }
    }

    boolean isSignedBySigner() {
        return signer.hasSigned(signedBytes(Manifest.PAYLOAD_TYPE, payload), signature);
    }

    /** Type and payload with their lengths, so that neither can be taken for part of the other. */
    static byte[] signedBytes(String type, byte[] payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        String head = "DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
