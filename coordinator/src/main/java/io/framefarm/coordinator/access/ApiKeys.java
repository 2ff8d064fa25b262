package io.framefarm.coordinator.access;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that open a farm. */
public final class ApiKeys {
    /** No key has it: whoever names an unknown id waits as long as for a known one. */
    private static final byte[] NO_HASH = new byte[32];

    private final Map<String, KeyEntry> entries;

    private ApiKeys(Map<String, KeyEntry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /**
     * Reads the lines of a keys file: one key each; empty lines and those that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException with the number of the line that is wrong
     */
    public static ApiKeys read(List<String> lines) {
        Map<String, KeyEntry> entries = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                KeyEntry entry = KeyEntry.read(line);
                if (entries.put(entry.id(), entry) != null) {
                    throw new IllegalArgumentException("the key " + entry.id() + " is there twice");
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        return new ApiKeys(entries);
    }

    public int size() {
        return entries.size();
    }

    /** Whose key this is; empty when nobody's. Takes the same time wherever the two differ. */
    public Optional<Caller> check(String text) {
        ApiKey key = ApiKey.parse(text);
        if (key == null) {
            return Optional.empty();
        }
        Optional<KeyEntry> entry = Optional.ofNullable(entries.get(key.id()));
        byte[] expected =
                entry.map(known -> HexFormat.of().parseHex(known.sha256())).orElse(NO_HASH);
        boolean same = MessageDigest.isEqual(expected, key.sha256());
        return same ? entry.map(KeyEntry::caller) : Optional.empty();
    }
}
