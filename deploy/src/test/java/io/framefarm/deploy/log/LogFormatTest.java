package io.framefarm.deploy.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogFormatTest {

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void everyFormatHasTheFileThatTheConfigurationIncludes(LogFormat format) {
        String name = format.name().toLowerCase(Locale.ROOT);

        assertThat(LogFormat.of(name)).isEqualTo(format);
        assertThat(LogFormat.class.getResource(name + ".xml")).isNotNull();
    }

    @Test
    void anotherFormatIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> LogFormat.of("xml")).hasMessage("`xml` (allowed: text, json)");
    }
}
