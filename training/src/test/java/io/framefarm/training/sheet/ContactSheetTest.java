package io.framefarm.training.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
    @Test
    void framesLieSideBySideAndClipsBeneathEachOther(@TempDir Path folder) throws Exception {
        byte[][] clip = {{1, 2, 3}, {4, 5, 6}, {(byte) 200, 8, 9}};
        Path file = folder.resolve("sheet.png");
        new ContactSheet(1, 1, 2).add(clip, 2, "first").add(clip, 1, "second").write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF010203);
        assertThat(image.getRGB(1, 1)).isEqualTo(0xFF010203);
        assertThat(image.getRGB(6, 0)).isEqualTo(0xFFC80809);
        assertThat(image.getRGB(6, image.getHeight() / 2)).isEqualTo(0xFF040506);
    }

    @Test
    void aFrameOfTheWrongSizeIsRefused() {
        ContactSheet sheet = new ContactSheet(2, 2, 1);
        assertThatThrownBy(() -> sheet.add(new byte[1][3], 1, "small")).hasMessageContaining("12");
    }
}
