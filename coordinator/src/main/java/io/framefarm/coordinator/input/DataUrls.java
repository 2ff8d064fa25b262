package io.framefarm.coordinator.input;

import java.util.Base64;

/** Images written into the request itself (<a href="https://www.rfc-editor.org/rfc/rfc2397">RFC 2397</a>), in base64. */
public final class DataUrls implements InputSource {
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64,";

    @Override
    public String form() {
        return "data:image/png;base64,...";
    }

    @Override
    public boolean holds(String reference) {
        return reference.startsWith(SCHEME);
    }

    @Override
    public byte[] read(String reference, int maxBytes) throws UnusableInputException {
        int encoding = reference.indexOf(ENCODING);
        if (encoding < 0) {
            throw new UnusableInputException("is a data URL without ;base64");
        }
        String text = reference.substring(encoding + ENCODING.length());
        long size = text.length() / 4L * 3;
        if (size > maxBytes) {
            throw InputSource.tooLarge(size, maxBytes);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("is a data URL whose base64 is broken: " + e.getMessage(), e);
        }
    }
}
