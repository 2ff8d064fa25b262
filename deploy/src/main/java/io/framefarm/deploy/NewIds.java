package io.framefarm.deploy;

import java.util.UUID;

/** Where new ids come from. */
public final class NewIds {
    private static final int RENDER_ID_LENGTH = 16;

    private NewIds() {}

    /** Short enough to type, long enough never to meet another one. */
    public static String renderId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, RENDER_ID_LENGTH);
    }
}
