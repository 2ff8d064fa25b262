package io.framefarm.worker.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReferenceSetTest {
    @Test
    void everyCaseOfTheCommittedSetFindsItsTensors() {
        ReferenceSet set = ReferenceSet.committed();

        assertThat(set.cases("text_encoder")).isNotEmpty().allSatisfy(each -> {
            assertThat(each.input("input_ids").longs()).isNotEmpty();
            assertThat(each.output("last_hidden_state").floats()).isNotEmpty();
        });
    }

    @Test
    void aCheckpointUnderOtherNamesIsAssembledFromItsParts() {
        assertThat(ReferenceSet.committed().path("models/single_file/sd15_ldm.safetensors"))
                .isNotEmptyFile();
    }

    @Test
    void aMissingCaseIsNamed() {
        assertThatThrownBy(() -> ReferenceSet.committed().requireCase("unet2d/none"))
                .hasMessageContaining("has no case unet2d/none");
    }

    @Test
    void anErrorIsMeasuredAgainstTheLargestMagnitude() {
        assertThat(ReferenceAssert.relativeError(new float[] {1, 9}, new float[] {1, 10}))
                .isEqualTo(0.1);
    }

    @Test
    void aNumberThatIsNoneNeverPasses() {
        assertThat(ReferenceAssert.relativeError(new float[] {Float.NaN}, new float[] {1}))
                .isNaN();
    }
}
