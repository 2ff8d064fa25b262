package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.view.RenderPlace;
import io.framefarm.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the list as text that nobody needs to understand; it stays good when the render there is gone. */
final class Cursor {
    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}) (.+)");

    private Cursor() {}

    static String write(RenderPlace place) {
        String text = place.acceptedAtMs() + " " + place.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static RenderPlace read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            Matcher place = PLACE.matcher(text);
            if (place.matches() && Limits.isName(place.group(2))) {
                return new RenderPlace(Long.parseLong(place.group(1)), place.group(2));
            }
        } catch (IllegalArgumentException noBase64) {
            throw unknown();
        }
        throw unknown();
    }

    private static ProblemException unknown() {
        return ProblemException.invalid("cursor", "is none that a list has given out");
    }
}
