package io.framefarm.worker.latents;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.FailureCodes;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.TensorCache;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Takes and gives latents: from the cache if they are there, and what the cache has lost from the log, where they lie
 * whatever happens to the cache. Whatever comes is what the hash names, or it does not come.
 */
public final class HandLatents {

    private static final String KIND = "latents";

    private final TensorCache cache;
    private final LatentLog log;

    public HandLatents(TensorCache cache, LatentLog log) {
        this.cache = cache;
        this.log = log;
    }

    /** All of these, in order. */
    public List<ByteString> take(List<LatentAddress> addresses) throws LatentsMissing {
        List<ByteString> taken = new ArrayList<>();
        for (LatentAddress address : addresses) {
            taken.add(take(address));
        }
        return taken;
    }

    /** Before they are published, so that whoever is told of them finds them. */
    public void give(ByteString latents) {
        cache.put(key(Sha256.of(latents)), latents.toByteArray());
    }

    private ByteString take(LatentAddress address) throws LatentsMissing {
        CacheKey key = key(address.getSha256());
        Optional<ByteString> cached =
                cache.get(key).map(ByteString::copyFrom).filter(latents -> fits(address, latents));
        if (cached.isPresent()) {
            return cached.get();
        }
        ByteString found = log.read(address)
                .filter(latents -> fits(address, latents))
                .orElseThrow(() -> new LatentsMissing(
                        FailureCodes.LATENTS_GONE,
                        "the latents at " + place(address) + " are gone or not what was published"));
        cache.put(key, found.toByteArray());
        return found;
    }

    private static boolean fits(LatentAddress address, ByteString latents) {
        return latents.size() == address.getSizeBytes() && Sha256.of(latents).equals(address.getSha256());
    }

    private static CacheKey key(ByteString sha256) {
        return new CacheKey(KIND, HexFormat.of().formatHex(sha256.toByteArray()));
    }

    private static String place(LatentAddress address) {
        return "partition " + address.getPartition() + ", offset " + address.getOffset();
    }
}
