package io.framefarm.coordinator.access;

import io.framefarm.protocol.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of a keys file: {@code ID PRODUCER SCOPES SHA256 [LIMIT=NUMBER ...]}.
 *
 * @param producer {@code *} for a key that may send under any name
 * @param sha256 of the key, in hexadecimal
 */
public record KeyEntry(String id, String producer, Set<Scope> scopes, String sha256, Allowance allowance) {
    public static final String ANY_PRODUCER = "*";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public KeyEntry {
        scopes = Set.copyOf(scopes);
        Limits.requireName("id", id);
        if (!producer.equals(ANY_PRODUCER)) {
            Limits.requireName("producer", producer);
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes: none given (allowed: " + allScopes() + ")");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: it has no 64 hexadecimal digits");
        }
    }

    public static KeyEntry of(ApiKey key, String producer, Set<Scope> scopes, Allowance allowance) {
        return new KeyEntry(key.id(), producer, scopes, HexFormat.of().formatHex(key.sha256()), allowance);
    }

    static KeyEntry read(String line) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length < 4) {
            throw new IllegalArgumentException(
                    "it has %d words (allowed: ID PRODUCER SCOPES SHA256 [LIMIT=NUMBER ...])".formatted(words.length));
        }
        Allowance allowance = Allowance.of(Arrays.asList(words).subList(4, words.length));
        return new KeyEntry(words[0], words[1], scopes(words[2]), words[3], allowance);
    }

    /** As {@code submit,read}. */
    public static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : text.split(",", -1)) {
            scopes.add(Arrays.stream(Scope.values())
                    .filter(scope -> scope.text().equals(word.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "scopes: `" + word + "` is unknown (allowed: " + allScopes() + ")")));
        }
        return scopes;
    }

    /** The line that {@link #read} takes. */
    public String line() {
        List<String> words = new ArrayList<>(List.of(
                id, producer, scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(",")), sha256));
        words.addAll(allowance.words());
        return String.join(" ", words);
    }

    Caller caller() {
        Optional<String> name = producer.equals(ANY_PRODUCER) ? Optional.empty() : Optional.of(producer);
        return new Caller("key:" + id, name, scopes, allowance);
    }

    private static String allScopes() {
        return Arrays.stream(Scope.values()).map(Scope::text).collect(Collectors.joining(", "));
    }
}
