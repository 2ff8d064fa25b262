package io.framefarm.deploy.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who may do what on a cluster that lets in only whom it knows: one file of rules for each role. */
public enum AccessRole {
    COORDINATOR,
    WORKER,
    STITCHER,
    /** Asks for renders and looks at what became of them. */
    PRODUCER,
    /** Reads everything, changes nothing. */
    AUDITOR;

    private static final String ANY_HOST = "*";
    private static final String PREFIX_SIGN = "*";

    /** One line of the file. */
    record Rule(List<AclOperation> operations, ResourceType type, String name) {
        Rule {
            operations = List.copyOf(operations);
        }

        private ResourcePattern pattern() {
            boolean prefix = name.endsWith(PREFIX_SIGN) && name.length() > 1;
            return prefix
                    ? new ResourcePattern(type, name.substring(0, name.length() - 1), PatternType.PREFIXED)
                    : new ResourcePattern(type, name, PatternType.LITERAL);
        }
    }

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (String line : text().split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rules.add(rule(line.strip().split("\\s+", -1)));
            }
        }
        return rules;
    }

    /** The rules for one principal, such as {@code User:worker-7}. */
    List<AclBinding> bindings(String principal) {
        return rules().stream()
                .flatMap(rule -> rule.operations().stream()
                        .map(operation -> new AclBinding(
                                rule.pattern(),
                                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW))))
                .toList();
    }

    private Rule rule(String[] words) {
        if (words.length != 3) {
            throw new IllegalStateException(file() + ": not three words: " + String.join(" ", words));
        }
        List<AclOperation> operations = new ArrayList<>();
        for (String operation : words[0].split(",", -1)) {
            operations.add(AclOperation.valueOf(operation));
        }
        return new Rule(
                operations,
                ResourceType.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_')),
                words[2]);
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT) + ".acl";
    }

    private String text() {
        try (InputStream in = AccessRole.class.getResourceAsStream(file())) {
            if (in == null) {
                throw new IllegalStateException("the file " + file() + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(), e);
        }
    }
}
