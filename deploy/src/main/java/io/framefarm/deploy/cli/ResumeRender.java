package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.Resume;
import picocli.CommandLine.Command;

/** {@code farm resume}. */
@Command(description = "Resumes a paused render.")
final class ResumeRender extends RenderChange {

    ResumeRender(Surroundings surroundings) {
        super(surroundings, "will be resumed");
    }

    @Override
    void addTo(RenderCommand.Builder command) {
        command.setResume(Resume.getDefaultInstance());
    }
}
