package org.relata.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.log.EventCatalogue;
import org.relata.kernel.value.Label;
import org.relata.query.history.Sentences.Language;

class SentencesTest {

  private final Sentences sentences = new Sentences();

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyEventThatTellsSomethingHasASentenceWhosePlacesAreItsFields(Language language) {
    for (Class<? extends DomainEvent> event : EventCatalogue.records()) {
      EventType type = event.getAnnotation(EventType.class);
      boolean told = sentences.tells(type.value(), language);
      boolean silent = event.isAnnotationPresent(Bookkeeping.class);
      assertThat(told).as("%s in %s", type.value(), language).isNotEqualTo(silent);
      for (String place : sentences.places(type.value(), language)) {
        assertThat(leadsSomewhere(event, List.of(place.split("\\.", -1))))
            .as("{%s} in the sentence of %s", place, type.value())
            .isTrue();
      }
    }
  }

  private static boolean leadsSomewhere(Class<?> type, List<String> path) {
    if (path.isEmpty() || path.equals(List.of("size"))) {
      return true;
    }
    RecordComponent @Nullable [] components = type.getRecordComponents();
    if (components == null) {
      return false;
    }
    for (RecordComponent component : components) {
      if (component.getName().equals(path.getFirst())) {
        return leadsSomewhere(component.getType(), path.subList(1, path.size()));
      }
    }
    return false;
  }

  @Test
  void aSentenceSaysWhatHappenedInBothLanguages() {
    CustomerRegistered event =
        new CustomerRegistered(
            new CustomerId("C-1"),
            CustomerKind.PERSONAL,
            new Label("王小明"),
            List.of(),
            Profile.EMPTY);
    assertThat(sentences.tell(event, Language.EN))
        .isEqualTo("王小明 was registered as a customer, kind PERSONAL");
    assertThat(sentences.tell(event, Language.ZH)).isEqualTo("客户 王小明 已建档，类型：个人");
    assertThat(Subjects.of(event)).isEqualTo(Set.of("customer/C-1"));
  }
}
