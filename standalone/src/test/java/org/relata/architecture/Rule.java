package org.relata.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule, for any house of our plan.
 *
 * @param name the rule in words
 * @param rule what is checked, and the sentence that says what to do instead
 * @param refused classes of the broken house that show what it is there for
 */
record Rule(String name, Function<House, ArchRule> rule, List<Class<?>> refused) {

  static Rule of(String name, Function<House, ArchRule> rule, Class<?>... refused) {
    return new Rule(name, rule, List.of(refused));
  }

  ArchRule in(House house) {
    return rule.apply(house);
  }

  @Override
  public String toString() {
    return name;
  }
}
