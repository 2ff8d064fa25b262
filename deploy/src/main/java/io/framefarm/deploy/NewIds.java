package io.framefarm.deploy;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Where new ids and secrets come from. */
public final class NewIds {
    private static final int RENDER_ID_LENGTH = 16;

    private NewIds() {}

    /** Short enough to type, long enough never to meet another one. */
    public static String renderId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, RENDER_ID_LENGTH);
    }

    /** Bytes that nobody can guess. */
    public static RandomGenerator secrets() {
        return new SecureRandom();
    }
}
