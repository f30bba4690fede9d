package org.relata.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relata.kernel.Identifier;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * Whatever could tell something about a person says whether it does: each text, date and map of
 * each event is marked {@link Personal} or {@link Impersonal} exactly once, itself or by a record
 * around it.
 */
class PersonalDataTest {

  @Test
  void everyTextDateAndMapOfEveryEventIsMarkedOnce() {
    List<String> wrong = new ArrayList<>();
    EventCatalogue.records().forEach(record -> check(record, record.getSimpleName(), 0, wrong));
    assertThat(wrong).isEmpty();
  }

  record Unmarked(Label name) {}

  record Nested(@Personal Unmarked inner, @Impersonal Code code) {}

  record Twice(@Personal Nested nested, @Personal @Impersonal LocalDate day) {}

  @Test
  void aMissingAndADoubledMarkAreFound() {
    List<String> wrong = new ArrayList<>();
    check(Unmarked.class, "Unmarked", 0, wrong);
    check(Twice.class, "Twice", 0, wrong);
    assertThat(wrong)
        .containsExactly(
            "Unmarked.name has 0 marks",
            "Twice.nested.inner.name has 2 marks",
            "Twice.day has 2 marks");
    wrong.clear();
    check(Nested.class, "Nested", 0, wrong);
    assertThat(wrong).isEmpty();
  }

  private static void check(Class<?> record, String path, int around, List<String> wrong) {
    int marks = around + marks(record);
    for (RecordComponent component : record.getRecordComponents()) {
      String name = path + "." + component.getName();
      check(component.getGenericType(), name, marks + marks(component), wrong);
    }
  }

  private static void check(Type type, String path, int marks, List<String> wrong) {
    if (type instanceof ParameterizedType parameterized
        && Collection.class.isAssignableFrom((Class<?>) parameterized.getRawType())) {
      check(parameterized.getActualTypeArguments()[0], path, marks, wrong);
      return;
    }
    Class<?> raw =
        type instanceof ParameterizedType parameterized
            ? (Class<?>) parameterized.getRawType()
            : (Class<?>) type;
    if (tells(raw)) {
      int all = marks + (raw.isRecord() ? marks(raw) : 0);
      if (all != 1) {
        wrong.add(path + " has " + all + " marks");
      }
    } else if (raw.isRecord() && !EventSamples.isText(raw)) {
      check(raw, path, marks, wrong);
    } else if (raw.isSealed() && raw.isInterface()) {
      for (Class<?> one : raw.getPermittedSubclasses()) {
        check((Type) one, path + "(" + one.getSimpleName() + ")", marks, wrong);
      }
    }
  }

  /** Identifiers and dictionary codes name things; every other text may tell of a person. */
  private static boolean tells(Class<?> raw) {
    boolean names = Identifier.class.isAssignableFrom(raw) || raw == Code.class;
    return raw == String.class
        || raw == LocalDate.class
        || raw == Instant.class
        || Map.class.isAssignableFrom(raw)
        || (raw.isRecord() && EventSamples.isText(raw) && !names);
  }

  private static int marks(AnnotatedElement element) {
    return (element.isAnnotationPresent(Personal.class) ? 1 : 0)
        + (element.isAnnotationPresent(Impersonal.class) ? 1 : 0);
  }
}
