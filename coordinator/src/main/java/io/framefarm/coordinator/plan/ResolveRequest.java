package io.framefarm.coordinator.plan;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Fills in what a request leaves open, so that everything after reads one complete request and the video names it. */
public final class ResolveRequest {
    /** The rate that AnimateDiff's motion modules were trained on. */
    static final int DEFAULT_FPS = 8;

    static final String DEFAULT_PRODUCER = "anonymous";

    private ResolveRequest() {}

    /** The same id and request always resolve alike; a resolved request resolves to itself. */
    public static RenderRequest resolve(String renderId, RenderRequest request) {
        long seed = request.hasSeed() ? request.getSeed() : seedOf(renderId);
        RenderRequest.Builder resolved = request.toBuilder().setSeed(seed).clearShots();
        if (request.getProducer().isEmpty()) {
            resolved.setProducer(DEFAULT_PRODUCER);
        }
        if (request.getFps() == 0) {
            resolved.setFps(DEFAULT_FPS);
        }
        if (request.getOutput().getFormat() == VideoFormat.VIDEO_FORMAT_UNSPECIFIED) {
            resolved.getOutputBuilder().setFormat(VideoFormat.VIDEO_FORMAT_MP4);
        }
        if (request.getContinuity() == Continuity.CONTINUITY_UNSPECIFIED) {
            resolved.setContinuity(Continuity.CONTINUITY_CUT);
        }
        request.getShotsList().forEach(shot -> resolved.addShots(resolve(shot, resolved)));
        return resolved.build();
    }

    private static Shot resolve(Shot shot, RenderRequest.Builder request) {
        Shot.Builder resolved = shot.toBuilder();
        if (!shot.hasSeed()) {
            // Noise depends on the shot's number too, so shots of one seed still differ.
            resolved.setSeed(request.getSeed());
        }
        if (!shot.hasNegativePrompt()) {
            resolved.setNegativePrompt(request.getNegativePrompt());
        }
        if (shot.getPromptsCount() == 0) {
            resolved.clearPrompt().addPrompts(PromptAt.newBuilder().setPrompt(shot.getPrompt()));
        }
        if (shot.getLorasCount() == 0) {
            resolved.addAllLoras(request.getLorasList());
        }
        // Field by field: what the shot sets stands, the rest comes from the request.
        resolved.setSampling(request.getSampling().toBuilder().mergeFrom(shot.getSampling()));
        if (shot.getContinuity() == Continuity.CONTINUITY_UNSPECIFIED) {
            resolved.setContinuity(request.getContinuity());
        }
        if (resolved.getContinuity() == Continuity.CONTINUITY_OVERLAP && !shot.hasSeamSteps()) {
            resolved.setSeamSteps(Limits.MAX_SEAM_STEPS);
        }
        return resolved.build();
    }

    /** 32 bits, so that a person can type it again. */
    private static long seedOf(String renderId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(renderId.getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
