package org.relata.query.history;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;

/**
 * Whose timelines an event belongs to: every customer that it names, at any depth, and its account.
 * Read from the records themselves, once per class, so that a new event joins by itself.
 */
final class Subjects {

  private static final ClassValue<Subjects> OF =
      new ClassValue<>() {
        @Override
        protected Subjects computeValue(Class<?> type) {
          return new Subjects(type);
        }
      };

  /** A way from an event to an identifier through nested records. */
  private record Path(List<MethodHandle> steps) {
    @Nullable Object follow(Object event) {
      @Nullable Object value = event;
      for (MethodHandle step : steps) {
        if (value == null) {
          return null;
        }
        try {
          value = step.invoke(value);
        } catch (Throwable e) {
          throw new IllegalStateException("A record's accessor failed", e);
        }
      }
      return value;
    }
  }

  private final List<Path> customers = new ArrayList<>();
  private final List<Path> accounts = new ArrayList<>();

  private Subjects(Class<?> type) {
    if (!type.isAnnotationPresent(Bookkeeping.class)) {
      collect(type, List.of());
    }
  }

  /** Names such as {@code customer/C-1}, each once. */
  static Set<String> of(DomainEvent event) {
    Subjects paths = OF.get(event.getClass());
    Set<String> subjects = new LinkedHashSet<>();
    for (Path path : paths.customers) {
      if (path.follow(event) instanceof CustomerId id) {
        subjects.add(customer(id.value()));
      }
    }
    for (Path path : paths.accounts) {
      if (path.follow(event) instanceof AccountId id) {
        subjects.add(account(id.value()));
      }
    }
    return subjects;
  }

  static String customer(String id) {
    return "customer/" + id;
  }

  static String account(String id) {
    return "account/" + id;
  }

  private void collect(Class<?> record, List<MethodHandle> way) {
    RecordComponent @Nullable [] components = record.getRecordComponents();
    if (components == null || way.size() > 3) {
      return;
    }
    for (RecordComponent component : components) {
      List<MethodHandle> steps = new ArrayList<>(way);
      steps.add(accessor(component));
      if (component.getType() == CustomerId.class) {
        customers.add(new Path(steps));
      } else if (component.getType() == AccountId.class) {
        accounts.add(new Path(steps));
      } else {
        collect(component.getType(), steps);
      }
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup().unreflect(component.getAccessor());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("Not readable: " + component, e);
    }
  }
}
