package io.framefarm.coordinator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    /** The example with which libraries for receivers test themselves. */
    @Test
    void aMessageIsSignedAsReceiversExpect() {
        WebhookSecret secret =
                new WebhookSecret(ByteString.copyFrom(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

        String signature = secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, ByteString.copyFromUtf8("{\"test\": 2432232314}"));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void aLogDoesNotLearnIt() {
        WebhookSecret secret = WebhookSecret.create(new SplittableRandom(1));

        assertThat(secret.bytes().size()).isEqualTo(32);
        assertThat(secret).hasToString("whsec_…");
    }
}
