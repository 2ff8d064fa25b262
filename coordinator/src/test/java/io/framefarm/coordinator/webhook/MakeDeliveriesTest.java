package io.framefarm.coordinator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.framefarm.protocol.v1.WebhookRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MakeDeliveriesTest {
    private final WebhookBook book = new WebhookBook();
    private final MakeDeliveries make = new MakeDeliveries(book, status -> "{\"id\":\"" + status.getRenderId() + "\"}");

    private void endpoint(String id, String producer, long createdAtMs, String... events) {
        book.apply(
                WebhookKeys.endpoint(id),
                WebhookRecord.newBuilder()
                        .setEndpoint(WebhookEndpoint.newBuilder()
                                .setId(id)
                                .setProducer(producer)
                                .setCreatedAtMs(createdAtMs)
                                .addAllEvents(List.of(events)))
                        .build());
    }

    private static RenderStatus ended(RenderState state) {
        return RenderStatus.newBuilder()
                .setRenderId("r")
                .setProducer("ann")
                .setState(state)
                .setEndedAtMs(1000)
                .build();
    }

    private List<String> told(RenderState state) {
        return make.of(ended(state)).stream()
                .map(WebhookDelivery::getEndpointId)
                .toList();
    }

    @Test
    void whoAsksForEverybodysOrItsOwnRendersIsTold() {
        endpoint("all", "", 0);
        endpoint("anns", "ann", 1);
        endpoint("bobs", "bob", 2);

        assertThat(told(RenderState.RENDER_STATE_DONE)).containsExactly("all", "anns");
    }

    @Test
    void onlyTheEventsThatWereAskedForAreTold() {
        endpoint("failures", "ann", 0, "render.failed");

        assertThat(told(RenderState.RENDER_STATE_DONE)).isEmpty();
        assertThat(told(RenderState.RENDER_STATE_FAILED)).containsExactly("failures");
    }

    @Test
    void whatEndedBeforeAnybodyAskedIsNoNews() {
        endpoint("late", "ann", 1001);

        assertThat(told(RenderState.RENDER_STATE_DONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RenderState.class,
            names = {"RENDER_STATE_QUEUED", "RENDER_STATE_RENDERING", "RENDER_STATE_PAUSED", "RENDER_STATE_STITCHING"})
    void aRenderThatGoesOnIsNoNews(RenderState state) {
        endpoint("all", "", 0);

        assertThat(told(state)).isEmpty();
    }

    @Test
    void theSameEndIsTheSameMessageHoweverOftenItIsRead() {
        endpoint("all", "", 0);
        WebhookDelivery first = make.of(ended(RenderState.RENDER_STATE_DONE)).get(0);

        assertThat(make.of(ended(RenderState.RENDER_STATE_DONE))).containsExactly(first);
        book.apply(
                MakeDeliveries.key(first),
                WebhookRecord.newBuilder().setDelivery(first).build());
        assertThat(make.of(ended(RenderState.RENDER_STATE_DONE))).isEmpty();
        assertThat(make.of(ended(RenderState.RENDER_STATE_FAILED)).get(0).getId())
                .isNotEqualTo(first.getId());
    }

    @Test
    void theBodySaysWhatWhenAndOfWhichRender() {
        endpoint("all", "", 0);

        assertThat(make.of(ended(RenderState.RENDER_STATE_DONE))
                        .get(0)
                        .getBody()
                        .toStringUtf8())
                .isEqualTo("{\"type\":\"render.done\",\"timestamp\":\"1970-01-01T00:00:01Z\",\"data\":{\"id\":\"r\"}}");
    }
}
