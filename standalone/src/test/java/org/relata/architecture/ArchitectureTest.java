package org.relata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relata.architecture.BannedPieces.Absent;

/** Holds the program against the rules, and the rules against the broken house. */
class ArchitectureTest {

  private static final JavaClasses RELATA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(House.RELATA.root());

  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages(House.BROKEN.root());

  static final List<Absent> ABSENT = BannedPieces.ABSENT;

  static Stream<Rule> rules() {
    return Stream.of(ModuleRules.all(), PurityRules.all(), BannedPieces.all(), ShapeRules.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeeps(Rule rule) {
    rule.in(House.RELATA).check(RELATA);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theBrokenHouseShowsThatItIsRefused(Rule rule) {
    List<String> refusals = rule.in(House.BROKEN).evaluate(BROKEN).getFailureReport().getDetails();
    assertThat(rule.refused()).as("examples of what the rule refuses").isNotEmpty();
    for (Class<?> example : rule.refused()) {
      assertThat(refusals).as("refused by '%s'", rule).anyMatch(naming(example).asPredicate());
    }
  }

  private static Pattern naming(Class<?> example) {
    return Pattern.compile(Pattern.quote(example.getName()) + "(?![\\w$])");
  }

  @Test
  void theRulesSeeEveryModule() {
    for (String module :
        List.of("kernel", "command", "query", "automation", "importer", "postgres", "standalone")) {
      assertThat(RELATA.stream().filter(House.RELATA.in(module)))
          .as(module)
          .hasSizeGreaterThan(5)
          .noneMatch(type -> type.getSimpleName().endsWith("Test"));
    }
  }

  @Test
  void everyDoorIsInUse() {
    Set<String> entered = new TreeSet<>();
    for (JavaClass type : RELATA) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass())
          .filter(target -> !target.getPackageName().equals(type.getPackageName()))
          .forEach(target -> entered.add(House.RELATA.nameOf(target)));
    }
    assertThat(entered).containsAll(ModuleRules.DOORS.keySet());
  }

  @ParameterizedTest
  @FieldSource("ABSENT")
  void theClassPathIsWithout(Absent library, @TempDir Path elsewhere) throws IOException {
    assertThat(library.isOn(ArchitectureTest.class.getClassLoader()))
        .as("%s; instead: %s", library.className(), library.instead())
        .isFalse();
    Path there = elsewhere.resolve(library.className().replace('.', '/') + ".class");
    Files.createDirectories(there.getParent());
    Files.createFile(there);
    try (var loader = new URLClassLoader(new URL[] {elsewhere.toUri().toURL()})) {
      assertThat(library.isOn(loader)).as("found where it is").isTrue();
    }
  }
}
