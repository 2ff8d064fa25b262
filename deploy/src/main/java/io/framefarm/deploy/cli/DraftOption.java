package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderCommand;
import picocli.CommandLine.Option;

/** Makes a draft of a request that may not ask for one. */
final class DraftOption {

    @Option(
            names = "--draft",
            description = {
                "Decodes frames roughly and soon with the draft decoder of the pack, whatever the request says;",
                "what is sampled is the same."
            })
    private boolean draft;

    boolean isGiven() {
        return draft;
    }

    /** The new render, as a draft if it was wished. */
    RenderCommand applied(RenderCommand render) {
        if (!draft) {
            return render;
        }
        RenderCommand.Builder drafted = render.toBuilder();
        drafted.getSubmitBuilder().setDraft(true);
        return drafted.build();
    }
}
