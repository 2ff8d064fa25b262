package io.framefarm;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.framefarm.protocol.kafka.Commit;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.NullMarked;

/** The edges that keep the farm readable: who may know whom, and which framework lives where. This module sees all others. */
@AnalyzeClasses(packages = "io.framefarm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String GENERATED = "io.framefarm.protocol.v1";

    private static final DescribedPredicate<JavaClass> OURS =
            resideOutsideOfPackages(GENERATED).as("written by us");

    /** Where clocks, random generators and ids come from: the launcher and the mains. */
    private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT = describe(
            "composition root",
            type -> type.getPackageName().equals("io.framefarm.deploy")
                    || type.getName().replaceAll("\\$.*", "").endsWith("Main"));

    @ArchTest
    static final ArchRule kafkaIsKnownOnlyToItsAdapters =
            onlyIn("..kafka..").mayDependOn("org.apache.kafka..", "kafka..");

    @ArchTest
    static final ArchRule transactionsAreCommittedInOnePlace = noClasses()
            .that(DescribedPredicate.not(type(Commit.class)))
            .should()
            .callMethodWhere(describe(
                    "a transaction is committed",
                    call -> call.getTarget().getName().equals("commitTransaction")
                            && call.getTargetOwner().isAssignableTo(Producer.class)));

    @ArchTest
    static final ArchRule onnxRuntimeIsKnownOnlyToItsAdapter =
            onlyIn("io.framefarm.worker.runtime..").mayDependOn("ai.onnxruntime..");

    @ArchTest
    static final ArchRule redisClientsAreKnownOnlyToTheirAdapter =
            onlyIn("io.framefarm.worker.cache.redis..").mayDependOn("io.lettuce..");

    @ArchTest
    static final ArchRule nativeLibrariesAreKnownOnlyToTheirAdapters = onlyIn(
                    "io.framefarm.coordinator.encode..", "io.framefarm.training..")
            .mayDependOn("org.bytedeco..");

    @ArchTest
    static final ArchRule theHttpServerIsKnownOnlyToItsAdapter =
            onlyIn("io.framefarm.coordinator.http..").mayDependOn("io.vertx..");

    @ArchTest
    static final ArchRule theCommandLineLibraryIsKnownOnlyToTheCommandLine =
            onlyIn("io.framefarm.deploy.cli..", "io.framefarm.training..").mayDependOn("picocli..");

    @ArchTest
    static final ArchRule theLogLibraryIsKnownOnlyToItsAdapter =
            onlyIn("io.framefarm.deploy.log..").mayDependOn("ch.qos.logback..");

    @ArchTest
    static final ArchRule theBundledRedisIsKnownOnlyToItsAdapter =
            onlyIn("io.framefarm.deploy.redis..").mayDependOn("redis.embedded..");

    @ArchTest
    static final ArchRule theCoordinatorKnowsNoWorker = noClasses()
            .that()
            .resideInAPackage("io.framefarm.coordinator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.framefarm.worker..", "io.framefarm.deploy..", "io.framefarm.training..");

    @ArchTest
    static final ArchRule theWorkerKnowsNoCoordinator = noClasses()
            .that()
            .resideInAPackage("io.framefarm.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.framefarm.coordinator..", "io.framefarm.deploy..", "io.framefarm.training..");

    @ArchTest
    static final ArchRule theProtocolKnowsNobody = noClasses()
            .that()
            .resideInAPackage("io.framefarm.protocol..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.framefarm..")
                    .and(resideOutsideOfPackages("io.framefarm.protocol.."))
                    .as("outside the protocol"));

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that(DescribedPredicate.not(COMPOSITION_ROOT).and(OURS))
            .should()
            .callMethodWhere(describe("a clock is read", ArchitectureTest::readsAClock));

    @ArchTest
    static final ArchRule randomnessAndIdsAreInjected = noClasses()
            .that(DescribedPredicate.not(COMPOSITION_ROOT).and(OURS))
            .should(callMethod(UUID.class, "randomUUID"))
            .orShould(callMethod(Math.class, "random"))
            .orShould()
            .callConstructor(Random.class);

    @ArchTest
    static final ArchRule everyPackageMakesNullVisible = classes().that(OURS).should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule namesSayWhatAClassIsOrDoes = noClasses()
            .that(OURS)
            .should()
            .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Data)(\\$.*)?")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..manager..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().assignedFrom(onePerPackage()).should().beFreeOfCycles();

    private static boolean readsAClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getFullName();
        String method = call.getTarget().getName();
        boolean now = owner.startsWith("java.time.")
                && method.equals("now")
                && call.getTarget().getRawParameterTypes().isEmpty();
        boolean millis = owner.equals(System.class.getName()) && method.equals("currentTimeMillis");
        boolean systemClock = (owner.equals(Clock.class.getName()) || owner.equals(InstantSource.class.getName()))
                && method.startsWith("system");
        return now || millis || systemClock;
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info.java says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }

    private static SliceAssignment onePerPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                boolean generated = type.getPackageName().equals(GENERATED);
                return generated ? SliceIdentifier.ignore() : SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static Home onlyIn(String... packages) {
        return new Home(List.of(packages));
    }

    /** Reads as a sentence: only in these packages may a class depend on those. */
    private record Home(List<String> packages) {

        ArchRule mayDependOn(String... framework) {
            return noClasses()
                    .that()
                    .resideOutsideOfPackages(packages.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(framework);
        }
    }
}
