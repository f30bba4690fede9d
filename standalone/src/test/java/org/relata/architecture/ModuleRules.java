package org.relata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;

/** Who may know whom. Only {@code standalone} knows both sides; it wires, and nobody knows it. */
final class ModuleRules {

  /**
   * What a capability shows to the other capabilities of its side, and what for. Everything else of
   * a capability is its own.
   */
  static final Map<String, String> DOORS =
      Map.ofEntries(
          Map.entry(
              "command.customer.KnownCustomers",
              "whoever decides about a customer refuses one that is unknown or closed"),
          Map.entry(
              "command.organization.Employees",
              "whoever names an employee refuses one that is unknown or dismissed"),
          Map.entry(
              "command.portfolio.Portfolios",
              "hiring opens a portfolio, dismissal closes it, in the employee's own append"),
          Map.entry(
              "command.holding.BaseCurrency", "policies speak of amounts in the base currency"),
          Map.entry(
              "command.segmentation.Tiers",
              "whoever gives a customer to somebody asks whether its tiers allow it"),
          Map.entry(
              "query.customer.CustomerRow",
              "fields below Customer in GraphQL take the customer's key from its row"),
          Map.entry(
              "query.customer.CustomerGraph",
              "listings of others offer the filter 'whose customer passes this CustomerFilter'"),
          Map.entry(
              "query.portfolio.PortfolioGraph",
              "customers and what belongs to them are chosen and grouped by their manager"),
          Map.entry(
              "query.history.HistoryFacts",
              "who says why a figure is what it is looks through what happened"),
          Map.entry(
              "query.valuation.Reasons",
              "tiers rest on figures, so they say why they are what they are in the same way"),
          Map.entry(
              "query.customer.CustomerFacts",
              "figures of value are computed from what customers told of themselves"),
          Map.entry(
              "query.customer.CreditRatingRow",
              "figures of value are computed from what others say of customers"),
          Map.entry(
              "query.customer.CustomerLinkRow",
              "figures of value are computed from whom customers belong to"),
          Map.entry(
              "query.engagement.EngagementFacts",
              "what serving customers costs is computed from how often they were met"),
          Map.entry(
              "query.valuation.CustomerMetrics", "a back-test decides by metrics of past days"),
          Map.entry("query.valuation.Measured", "a tier tells the figures it was decided by"),
          Map.entry(
              "query.portfolio.PortfolioFacts",
              "a back-test tells whom managers keep and how many they may"),
          Map.entry(
              "query.organization.EmployeeFacts",
              "a back-test tells whether those who may keep a tier have room"),
          Map.entry(
              "query.holding.HoldingFacts",
              "figures of value are computed from what customers held"));

  private static final String NOT_A_DOOR =
      "capabilities share events and identifiers of the kernel; what another capability of the"
          + " side must ask goes into a class made for that, named among ModuleRules.DOORS";

  private ModuleRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "the kernel knows plain Java, JSpecify, Jackson and nothing of the rest of Relata",
            ModuleRules::plainKernel,
            org.relata.architecture.broken.kernel.Wrong.AsksSpring.class,
            org.relata.architecture.broken.kernel.Wrong.AsksAxon.class,
            org.relata.architecture.broken.kernel.Wrong.AsksJdbc.class,
            org.relata.architecture.broken.kernel.Wrong.AsksASide.class),
        Rule.of(
            "only policies speak CEL",
            house ->
                noClasses()
                    .that(not(house.in("kernel.segmentation")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.cel.."))
                    .because("an expression is asked through Policy and Expression"),
            org.relata.architecture.broken.kernel.Wrong.EvaluatesCel.class),
        only(
            "the command side knows the kernel alone",
            "command",
            "what the query side shows comes over GraphQL, and what it must know is an event",
            List.of("kernel"),
            org.relata.architecture.broken.command.customer.Wrong.AsksTheQuerySide.class),
        only(
            "the query side knows the kernel alone",
            "query",
            "what was decided is read from the log as events of the kernel",
            List.of("kernel"),
            org.relata.architecture.broken.query.customer.Wrong.AsksTheCommandSide.class),
        only(
            "automation knows neither side",
            "automation",
            "it asks over GraphQL and sends commands over HTTP, so that it runs anywhere",
            List.of("kernel"),
            org.relata.architecture.broken.automation.Wrong.AsksTheCommandSide.class,
            org.relata.architecture.broken.automation.Wrong.AsksTheQuerySide.class),
        only(
            "the importer knows nothing of Relata but its HTTP interface",
            "importer",
            "what it must know of commands it reads from GET /commands",
            List.of(),
            org.relata.architecture.broken.importer.Wrong.AsksTheKernel.class),
        capabilities(
            "command",
            org.relata.architecture.broken.command.holding.Wrong.EntersByTheWindow.class,
            org.relata.architecture.broken.command.holding.Wrong.EntersWithAnArray.class),
        capabilities(
            "query", org.relata.architecture.broken.query.holding.Wrong.EntersByTheWindow.class),
        platform(
            "command",
            org.relata.architecture.broken.command.platform.Wrong.KnowsACapability.class),
        platform(
            "query", org.relata.architecture.broken.query.platform.Wrong.KnowsACapability.class));
  }

  private static ArchRule plainKernel(House house) {
    return classes()
        .that(house.in("kernel"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson..",
                    "dev.cel..",
                    "com.google.common.collect..",
                    house.below("kernel"))
                .or(DescribedPredicate.describe("primitives", JavaClass::isPrimitive))
                .or(DescribedPredicate.describe("arrays", JavaClass::isArray)))
        .because(
            "every module rests on the kernel; what needs Spring, Axon or a database belongs into"
                + " the platform of a side (Guava's collections are CEL's answers)");
  }

  private static Rule only(
      String name, String module, String instead, List<String> known, Class<?>... refused) {
    return Rule.of(
        name,
        house -> {
          DescribedPredicate<JavaClass> others = house.ours().and(not(house.in(module)));
          for (String other : known) {
            others = others.and(not(house.in(other)));
          }
          return noClasses()
              .that(house.in(module))
              .should()
              .dependOnClassesThat(others.as("are of another module than " + known))
              .because(instead);
        },
        refused);
  }

  private static Rule capabilities(String side, Class<?>... refused) {
    return Rule.of(
        "a capability of the " + side + " side enters another one by its doors alone",
        house ->
            classes()
                .that(house.capabilitiesOf(side))
                .should(enterOthersByTheirDoors(house, side))
                .because(NOT_A_DOOR),
        refused);
  }

  private static Rule platform(String side, Class<?> refused) {
    return Rule.of(
        "the platform of the " + side + " side knows no capability",
        house ->
            noClasses()
                .that(house.in(side + ".platform"))
                .should()
                .dependOnClassesThat(house.capabilitiesOf(side))
                .because(
                    "capabilities are given to the platform as Decider, Fold or GraphModule beans"),
        refused);
  }

  private static ArchCondition<JavaClass> enterOthersByTheirDoors(House house, String side) {
    return new ArchCondition<>("enter other capabilities by their doors") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (house.capabilitiesOf(side).test(target)
              && !capability(house, type).equals(capability(house, target))
              && !DOORS.containsKey(house.nameOf(target))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** {@code customer} for {@code command.customer.CustomerState}. */
  private static String capability(House house, JavaClass type) {
    return house.nameOf(type).split("\\.", 3)[1];
  }
}
