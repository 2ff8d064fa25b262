package io.framefarm.training.stage;

import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.DpmSolverSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.Sampler;
import io.framefarm.training.judge.JudgeReport;
import io.framefarm.training.stage.Curriculum.Learnt;
import io.framefarm.training.stage.Curriculum.Lesson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores by sampler and number of steps, in the shape of AnimateLCM's first table (Wang et al., arXiv 2402.00769): the
 * consistency model against solvers on its teacher.
 */
public final class SamplerTable {
    private static final Logger log = LoggerFactory.getLogger(SamplerTable.class);
    private static final double TEACHER_GUIDANCE = 3;
    private static final int[] FEW_STEPS = {1, 2, 4, 8};
    private static final int[] FEW_AND_MANY_STEPS = {1, 2, 4, 8, 25};

    private final Curriculum curriculum;
    private final JudgeModel judge;
    private final NoiseSchedule schedule = new NoiseSchedule();
    private final List<String> lines = new ArrayList<>(List.of(
            "| sampler | steps | passes of the network | object | colour | background | motion | all |",
            "|---|---|---|---|---|---|---|---|"));

    private record Method(String name, Lesson lesson, double guidance, IntFunction<Sampler> sampler) {}

    public SamplerTable(Curriculum curriculum, int prompts) {
        Threads.computeAlone();
        this.curriculum = curriculum;
        this.judge = new JudgeModel(prompts);
    }

    /** The table as Markdown, in percent; {@code teacher} is the stage whose model was distilled. */
    public String draw(Lesson teacher) throws IOException {
        add(
                new Method(
                        "consistency model",
                        Lesson.DISTILL_VIDEO,
                        1,
                        steps -> new ConsistencySampler(schedule, steps, ConsistencyDistillation.SPARSE_TIMESTEPS)),
                FEW_STEPS);
        add(
                new Method(
                        "teacher, DPM-Solver++(2M)",
                        teacher,
                        TEACHER_GUIDANCE,
                        steps -> new DpmSolverSampler(schedule, steps)),
                FEW_AND_MANY_STEPS);
        add(
                new Method("teacher, DDIM", teacher, TEACHER_GUIDANCE, steps -> new DdimSampler(schedule, steps)),
                FEW_AND_MANY_STEPS);
        return String.join("\n", lines) + "\n";
    }

    private void add(Method method, int... numbersOfSteps) throws IOException {
        Learnt learnt = curriculum.learnt(method.lesson);
        for (int steps : numbersOfSteps) {
            Generator.Way way = new Generator.Way(method.sampler.apply(steps), method.guidance);
            JudgeReport report = judge.model(curriculum.generator(), learnt.weights(), learnt.frames(), way);
            String line = line(method, steps, report);
            log.info("{}", line);
            lines.add(line);
        }
    }

    private static String line(Method method, int steps, JudgeReport report) {
        int passes = method.guidance == 1 ? steps : 2 * steps;
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.0f | %.0f | %.0f | %.0f | %.0f |",
                method.name,
                steps,
                passes,
                report.subject(),
                report.colour(),
                report.background(),
                report.motion(),
                report.all());
    }
}
