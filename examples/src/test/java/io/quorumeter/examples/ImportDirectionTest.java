package io.quorumeter.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One direction: a room imports only what stands below it, and no package of a room imports in a circle. The contract is
 * spared the circles: a collector gives snapshots, and they describe themselves in its types.
 */
class ImportDirectionTest {
    /** The monitor stands on the events, whose entrance makes it and whose catalogue has its label values. */
    private static final DescribedPredicate<JavaClass> WIRES_THE_SAFETY_MONITOR = describe(
            "wires the safety monitor",
            type -> Set.of("HotStuff2Events", "ConsensusFamilies", "ConsensusRecords", "ValidatorMetrics")
                    .contains(type.getSimpleName()));

    private enum Room {
        SDK_API,
        SDK_CORE,
        CONSENSUS,
        NETWORK,
        STORAGE,
        PROMQL,
        TESTKIT,
        HISTORY,
        EXPORTERS,
        ALERTING,
        MONITORING,
        BENCHMARKS,
        EXAMPLES;

        Stream<String> packages() {
            return switch (this) {
                case SDK_API ->
                    Stream.of(
                            "io.quorumeter",
                            "io.quorumeter.binding..",
                            "io.quorumeter.snapshot..",
                            "io.quorumeter.export..",
                            "io.quorumeter.health..",
                            "io.quorumeter.event..",
                            "io.quorumeter.spi..");
                case SDK_CORE -> Stream.of("io.quorumeter.core..");
                default -> Stream.of("io.quorumeter." + folder() + "..");
            };
        }

        Set<Room> below() {
            return switch (this) {
                case SDK_API, PROMQL -> EnumSet.noneOf(Room.class);
                case SDK_CORE, CONSENSUS, NETWORK, STORAGE -> EnumSet.of(SDK_API);
                case TESTKIT -> EnumSet.of(SDK_API, SDK_CORE, CONSENSUS, NETWORK, STORAGE);
                case EXPORTERS -> EnumSet.of(SDK_API, SDK_CORE);
                case HISTORY -> EnumSet.of(SDK_API, SDK_CORE, PROMQL);
                case ALERTING -> EnumSet.of(SDK_API, SDK_CORE, CONSENSUS, NETWORK, STORAGE, PROMQL, HISTORY);
                case MONITORING ->
                    EnumSet.of(SDK_API, SDK_CORE, CONSENSUS, NETWORK, STORAGE, PROMQL, HISTORY, EXPORTERS, ALERTING);
                case BENCHMARKS, EXAMPLES -> EnumSet.range(SDK_API, MONITORING);
            };
        }

        Stream<String> packagesWithinReach() {
            return Stream.concat(Stream.of(this), below().stream()).flatMap(Room::packages);
        }

        String folder() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        JavaClasses classes() {
            return new ClassFileImporter().importPath(Path.of("..", folder(), "target", "classes"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void room_livesInItsOwnPackages(Room room) {
        classes().should().resideInAnyPackage(array(room.packages())).check(room.classes());
    }

    @ParameterizedTest
    @EnumSource
    void room_importsOnlyRoomsBelow(Room room) {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.quorumeter..")
                        .or(resideInAnyPackage(array(room.packagesWithinReach()))))
                .check(room.classes());
    }

    @ParameterizedTest
    @EnumSource(names = {"SDK_API", "CONSENSUS", "NETWORK", "STORAGE"})
    void roomWithoutLibraries_importsOnlyTheJdkAndWhatIsOptional(Room room) {
        Stream<String> jdk = Stream.of("java..", "org.jspecify.annotations");
        Stream<String> optional = room == Room.STORAGE ? Stream.of("com.google.common.cache") : Stream.of();
        String[] allowed =
                array(Stream.of(jdk, optional, room.packagesWithinReach()).flatMap(each -> each));
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(room.classes());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SDK_API")
    void room_hasNoCircleOfPackages(Room room) {
        slices().matching("io.quorumeter.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(WIRES_THE_SAFETY_MONITOR, resideInAPackage("io.quorumeter.consensus.safety"))
                .check(room.classes());
    }

    @Test
    void handOverAndDelivery_importNothingElseOfTheEngine() {
        String[] own = {"io.quorumeter.core.event", "io.quorumeter.core.delivery"};
        classes()
                .that()
                .resideInAnyPackage(own)
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.quorumeter.core..").or(resideInAnyPackage(own)))
                .check(Room.SDK_CORE.classes());
    }

    private static String[] array(Stream<String> packages) {
        return packages.toArray(String[]::new);
    }
}
