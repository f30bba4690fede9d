package org.relata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.relata.architecture.broken.command.customer.Wrong;
import org.relata.command.platform.Command;
import org.relata.kernel.DomainEvent;

/** How things are named and laid out. */
final class ShapeRules {

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "utils", "common", "dto", "model", "impl", "helper", "helpers");

  private static final List<String> EMPTY_ENDINGS =
      List.of("Impl", "Dto", "DTO", "Util", "Utils", "Helper", "Mapper");

  private ShapeRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "no package is called util, common, dto, model, impl or helper",
            house ->
                noClasses()
                    .that(house.ours())
                    .should(be(inAPackageOfAnEmptyName()))
                    .because("a package is named by what the bank or the platform does in it"),
            org.relata.architecture.broken.query.customer.util.Wrong.class),
        Rule.of(
            "no class ends in Impl, Dto, Utils, Helper or Mapper",
            house ->
                noClasses()
                    .that(house.ours())
                    .should(be(namedWith(EMPTY_ENDINGS)))
                    .because("a class is named by what it is to its reader"),
            Wrong.CustomerImpl.class,
            Wrong.CustomerDto.class,
            Wrong.CustomerUtils.class,
            Wrong.CustomerHelper.class,
            Wrong.CustomerMapper.class),
        sealedParent("Event", DomainEvent.class, Wrong.CustomerRenamedEvent.class),
        sealedParent("Command", Command.class, Wrong.RenameCustomerCommand.class),
        nested("event", DomainEvent.class, Wrong.CustomerRenamed.class),
        nested("command", Command.class, Wrong.RenameCustomer.class),
        Rule.of(
            "every package says @NullMarked",
            house ->
                classes()
                    .that(house.ours())
                    .should(
                        be(
                            describe(
                                "in a package marked @NullMarked in its package-info",
                                type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
                    .because("null is declared by @Nullable, and NullAway checks what is marked"),
            Wrong.class));
  }

  private static Rule sealedParent(String ending, Class<?> parent, Class<?> refused) {
    return Rule.of(
        "only the sealed parent of a capability ends in " + ending,
        house ->
            classes()
                .that(house.capabilities().and(namedWith(List.of(ending))))
                .should(
                    be(
                        describe(
                            "sealed interfaces below " + parent.getSimpleName(),
                            type -> isSealedParent(type, parent))))
                .because("events are in the past tense, commands imperative, without a suffix"),
        refused);
  }

  private static Rule nested(String kind, Class<?> parent, Class<?> refused) {
    return Rule.of(
        "every " + kind + " is a record nested in the sealed parent of its capability",
        house ->
            classes()
                .that(house.ours().and(assignableTo(parent)))
                .and()
                .areNotInterfaces()
                .should(
                    be(
                        describe(
                            "records nested in a sealed parent",
                            type ->
                                type.isRecord()
                                    && type.getEnclosingClass()
                                        .filter(outer -> isSealedParent(outer, parent))
                                        .isPresent())))
                .because(
                    "one file lists everything that can happen or be asked for, and switches"
                        + " over it need no default"),
        refused);
  }

  private static boolean isSealedParent(JavaClass type, Class<?> parent) {
    return type.isInterface() && type.reflect().isSealed() && type.isAssignableTo(parent);
  }

  private static DescribedPredicate<JavaClass> namedWith(List<String> endings) {
    return describe(
        "named with the ending " + String.join(" or ", endings),
        type -> endings.stream().anyMatch(type.getSimpleName()::endsWith));
  }

  private static DescribedPredicate<JavaClass> inAPackageOfAnEmptyName() {
    return describe(
        "in a package of an empty name",
        type ->
            List.of(type.getPackageName().split("\\.")).stream().anyMatch(EMPTY_WORDS::contains));
  }
}
