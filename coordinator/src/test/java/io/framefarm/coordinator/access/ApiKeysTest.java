package io.framefarm.coordinator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final ApiKey key = ApiKey.create(random);
    private final KeyEntry entry =
            KeyEntry.of(key, "ann", EnumSet.of(Scope.SUBMIT, Scope.READ), new Allowance(3, 1000, 20));

    @Test
    void aKeyOpensWhatItsLineSays() {
        ApiKeys keys = ApiKeys.read(List.of("# ours", "", entry.line()));

        Caller caller = keys.check(key.text()).orElseThrow();

        assertThat(caller.producer()).contains("ann");
        assertThat(caller.scopes()).isEqualTo(Set.of(Scope.SUBMIT, Scope.READ));
        assertThat(caller.allowance()).isEqualTo(new Allowance(3, 1000, 20));
    }

    @Test
    void theFileDoesNotHoldTheKey() {
        assertThat(entry.line()).doesNotContain(key.text().substring(key.text().length() - 43));
        assertThat(key.toString())
                .doesNotContain(key.text().substring(key.text().length() - 43));
    }

    @Test
    void anotherSecretOrAnotherIdOpensNothing() {
        ApiKeys keys = ApiKeys.read(List.of(entry.line()));
        String text = key.text();
        char last = text.charAt(text.length() - 1) == 'A' ? 'B' : 'A';

        assertThat(keys.check(text.substring(0, text.length() - 1) + last)).isEmpty();
        assertThat(keys.check(ApiKey.create(random).text())).isEmpty();
        assertThat(keys.check("")).isEmpty();
        assertThat(keys.check("ff__")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b c",
                "id ann submit nothex",
                "id ann fly 0000000000000000000000000000000000000000000000000000000000000000",
                "id a/b read 0000000000000000000000000000000000000000000000000000000000000000",
                "id ann read 0000000000000000000000000000000000000000000000000000000000000000 frames_per_day=0",
                "id ann read 0000000000000000000000000000000000000000000000000000000000000000 frames_per_day=many",
                "id ann read 0000000000000000000000000000000000000000000000000000000000000000 wishes=3",
            })
    void aWrongLineIsNamed(String line) {
        assertThatThrownBy(() -> ApiKeys.read(List.of("# one", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> ApiKeys.read(List.of(entry.line(), entry.line())))
                .hasMessageContaining("twice");
    }

    @Test
    void aChangedFileIsReadAgainAndABrokenOneIsNot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "");
        KeysFile keys = new KeysFile(file);
        assertThat(keys.keys().check(key.text())).isEmpty();

        Files.writeString(file, entry.line());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        keys.refresh();
        assertThat(keys.keys().check(key.text())).isPresent();

        Files.writeString(file, "nonsense");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
        keys.refresh();
        assertThat(keys.keys().check(key.text())).isPresent();
    }

    @Test
    void aCallerSeesAndChangesItsOwnRendersAndAnOperatorAll() {
        Caller ann = ApiKeys.read(List.of(entry.line())).check(key.text()).orElseThrow();
        Caller operator = new Caller("op", ann.producer(), EnumSet.of(Scope.OPERATE), Allowance.UNLIMITED);

        assertThat(ann.sees("ann")).isTrue();
        assertThat(ann.sees("bob")).isFalse();
        assertThat(ann.changes("bob")).isFalse();
        assertThat(operator.sees("bob")).isTrue();
        assertThat(operator.changes("bob")).isTrue();
    }
}
