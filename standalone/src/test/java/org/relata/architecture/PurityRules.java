package org.relata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.List;
import java.util.Set;
import org.relata.architecture.broken.command.customer.Wrong;
import org.relata.query.platform.fold.Fold;

/**
 * Deciders and folds are pure: the same history gives the same events and the same rows, today and
 * in ten years, here and in a rebuild.
 */
final class PurityRules {

  private static final DescribedPredicate<JavaAccess<?>> THE_CLOCK =
      describe("asks the clock", PurityRules::asksTheClock);

  private static final DescribedPredicate<JavaAccess<?>> CHANCE =
      describe("asks chance", PurityRules::asksChance);

  private static final Set<String> DICE =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private PurityRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "kernel and capabilities never ask the clock",
            house ->
                noClasses()
                    .that(house.kernelOrCapability())
                    .should()
                    .accessTargetWhere(THE_CLOCK)
                    .because(
                        "time comes in with the command (CommandContext) or stands in the event"
                            + " (Recorded); days pass by BusinessDayClosed"),
            Wrong.AsksTheTime.class,
            Wrong.AsksTheTimeByReference.class,
            Wrong.AsksTheSystemClock.class,
            Wrong.CountsMilliseconds.class,
            org.relata.architecture.broken.query.customer.Wrong.AsksTheDate.class,
            org.relata.architecture.broken.kernel.Wrong.AsksTheTime.class),
        Rule.of(
            "kernel and capabilities never ask chance",
            house ->
                noClasses()
                    .that(house.kernelOrCapability())
                    .should()
                    .accessTargetWhere(CHANCE)
                    .because(
                        "new identifiers come in with the command, or follow from what it names"),
            Wrong.MakesAnIdentifier.class,
            Wrong.RollsDice.class,
            Wrong.RollsDiceByMath.class),
        Rule.of(
            "deciders touch no database",
            house ->
                noClasses()
                    .that(house.capabilitiesOf("command"))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage(
                            "java.sql..", "javax.sql..", "org.springframework.jdbc.."))
                    .because("a decider is given its States; Command.reads names the streams"),
            Wrong.AsksTheDatabase.class),
        Rule.of(
            "folds touch no database",
            house ->
                noClasses()
                    .that(house.ours().and(implement(Fold.class)))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.jooq.."))
                    .because("a fold calls Rows and nothing else; the engine reads and writes"),
            org.relata.architecture.broken.query.customer.Wrong.FoldWithSql.class),
        Rule.of(
            "nothing in kernel and capabilities is kept in floating point",
            house ->
                noFields()
                    .that()
                    .areDeclaredInClassesThat(house.kernelOrCapability())
                    .should()
                    .haveRawType(
                        describe(
                            "floating point",
                            type ->
                                Set.of(
                                        "double",
                                        "float",
                                        "java.lang.Double",
                                        "java.lang.Float",
                                        "[D",
                                        "[F")
                                    .contains(type.getName())))
                    .because("money is Money, and other figures are BigDecimal or long"),
            Wrong.CountsInDoubles.class,
            Wrong.CountsInBoxedFloats.class));
  }

  private static boolean asksTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    if (owner.startsWith("java.time.")) {
      return name.equals("now")
          || (owner.equals("java.time.Clock")
              && (name.startsWith("system") || name.startsWith("tick")));
    }
    return (owner.equals("java.lang.System")
            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
        || owner.equals("java.util.Date")
        || owner.equals("java.util.Calendar");
  }

  private static boolean asksChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return DICE.contains(owner)
        || owner.startsWith("java.util.random.")
        || (owner.equals("java.util.UUID") && access.getName().equals("randomUUID"))
        || (owner.equals("java.lang.Math") && access.getName().equals("random"));
  }
}
