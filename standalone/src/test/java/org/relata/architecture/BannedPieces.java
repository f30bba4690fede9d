package org.relata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import org.relata.architecture.broken.command.platform.BannedUses;

/** What nobody in the house uses, and what to use instead. */
final class BannedPieces {

  private static final String AXON = "org.axonframework.";

  /** Libraries that must not even be on the class path, by a class of theirs. */
  static final List<Absent> ABSENT =
      List.of(
          new Absent("lombok.Lombok", "records say it without a compiler plug-in"),
          new Absent("jakarta.persistence.Entity", "the log and the fold engine write all tables"),
          new Absent("org.hibernate.Session", "the log and the fold engine write all tables"),
          new Absent("org.mapstruct.Mapper", "a record knows how it is made from another"),
          new Absent("org.modelmapper.ModelMapper", "a record knows how it is made from another"),
          new Absent(
              "org.axonframework.axonserver.connector.AxonServerConfiguration",
              "the events are in PostgreSQL and commands are dispatched in process"));

  private static final Set<String> INJECTIONS =
      Set.of(
          "org.springframework.beans.factory.annotation.Autowired",
          "org.springframework.beans.factory.annotation.Value",
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource");

  private BannedPieces() {}

  /** A library that is not used, and what is used instead. */
  record Absent(String className, String instead) {

    /** Whether the class path has it. */
    boolean isOn(ClassLoader loader) {
      return loader.getResource(className.replace('.', '/') + ".class") != null;
    }
  }

  static List<Rule> all() {
    return List.of(
        axon(
            "no SequentialPolicy",
            named("eventhandling.async.SequentialPolicy"),
            "its identity differs per JVM, so with several segments events are skipped after a"
                + " restart: events are followed by the fold engine",
            BannedUses.FollowsInSequence.class),
        axon(
            "no JDBC dead-letter queue",
            resideInAPackage(AXON + "eventhandling.deadletter.jdbc.."),
            "its paging loses letters: a fold that fails stops and is told by FoldStatus",
            BannedUses.KeepsDeadLetters.class),
        axon(
            "no RevisionSnapshotFilter",
            named("eventsourcing.snapshotting.RevisionSnapshotFilter"),
            "its filter by class lets the wrong snapshots through: long streams stay fast by"
                + " StateCache",
            BannedUses.FiltersSnapshots.class),
        axon(
            "no stock event storage",
            assignableTo(AXON + "eventsourcing.eventstore.jdbc.JdbcEventStorageEngine")
                .or(resideInAPackage(AXON + "eventsourcing.eventstore.jdbc.."))
                .or(resideInAPackage(AXON + "eventsourcing.eventstore.jpa.."))
                .or(resideInAPackage(AXON + "eventsourcing.eventstore.legacyjpa..")),
            "its positions have gaps that fill in late, so an answer as of a position could change:"
                + " events are stored by PostgresEventStorage",
            BannedUses.StoresByJdbc.class,
            BannedUses.StoresByJpa.class),
        axon(
            "no ReplayToken",
            named("eventhandling.ReplayToken"),
            "written as JSON it cannot be read back: a rebuild is FoldEngine's",
            BannedUses.Replays.class),
        Rule.of(
            "no resetTokens",
            house ->
                noClasses()
                    .that(house.ours())
                    .should()
                    .accessTargetWhere(
                        describe(
                            "resets tokens of Axon",
                            access ->
                                access.getName().equals("resetTokens")
                                    && access.getTargetOwner().getName().startsWith(AXON)))
                    .because("it writes a ReplayToken, which stalls: a rebuild is FoldEngine's"),
            BannedUses.ResetsTokens.class),
        Rule.of(
            "no field injection",
            house ->
                noFields()
                    .that()
                    .areDeclaredInClassesThat(house.ours())
                    .should()
                    .beAnnotatedWith(
                        describe(
                            "an annotation that injects",
                            (JavaAnnotation<?> annotation) ->
                                INJECTIONS.contains(annotation.getRawType().getName())))
                    .because("what a class needs is a parameter of its constructor"),
            BannedUses.InjectedField.class,
            BannedUses.InjectedValue.class,
            BannedUses.InjectedResource.class),
        Rule.of(
            "nothing is printed to System.out or System.err",
            house ->
                noClasses()
                    .that(house.ours())
                    .should(ACCESS_STANDARD_STREAMS)
                    .because(
                        "what is told goes to an SLF4J logger, or to the writer of the command"
                            + " line"),
            BannedUses.Prints.class,
            BannedUses.PrintsErrors.class,
            BannedUses.PrintsStackTraces.class),
        Rule.of(
            "no java.util.logging",
            house ->
                noClasses()
                    .that(house.ours())
                    .should(USE_JAVA_UTIL_LOGGING)
                    .because("loggers are SLF4J's"),
            BannedUses.LogsByTheJdk.class));
  }

  private static Rule axon(
      String name, DescribedPredicate<JavaClass> piece, String why, Class<?>... refused) {
    return Rule.of(
        name,
        house -> noClasses().that(house.ours()).should().dependOnClassesThat(piece).because(why),
        refused);
  }

  private static DescribedPredicate<JavaClass> named(String axonClass) {
    return describe(
        AXON + axonClass,
        type -> {
          String name = type.getBaseComponentType().getName();
          return name.equals(AXON + axonClass) || name.startsWith(AXON + axonClass + "$");
        });
  }
}
