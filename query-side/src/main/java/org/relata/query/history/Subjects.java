package org.relata.query.history;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
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
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;

/**
 * Whom an event names: every customer, at any depth and in lists, and its account. Read from the
 * records themselves, once per class, so that a new event joins by itself.
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

  /** How far something has come says nothing about the customer it has come to. */
  private Subjects(Class<?> type) {
    if (!type.isAnnotationPresent(Bookkeeping.class)
        && type != EvaluationProgressed.class
        && type != AllotmentProgressed.class) {
      collect(type, List.of());
    }
  }

  /** The customers that the event names, each once. */
  static Set<CustomerId> customers(DomainEvent event) {
    Set<CustomerId> customers = new LinkedHashSet<>();
    for (Path path : OF.get(event.getClass()).customers) {
      @Nullable Object found = path.follow(event);
      if (found instanceof CustomerId id) {
        customers.add(id);
      } else if (found instanceof List<?> many) {
        many.forEach(one -> customers.add((CustomerId) one));
      }
    }
    return customers;
  }

  /** Names such as {@code customer/C-1}, each once. */
  static Set<String> of(DomainEvent event) {
    Set<String> subjects = new LinkedHashSet<>();
    customers(event).forEach(id -> subjects.add(customer(id.value())));
    for (Path path : OF.get(event.getClass()).accounts) {
      if (path.follow(event) instanceof AccountId id) {
        subjects.add(account(id.value()));
      }
    }
    return subjects;
  }

  /** Whether events of the class are looked through for customers, and can name any. */
  static boolean nameCustomers(Class<?> type) {
    return !OF.get(type).customers.isEmpty();
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
      if (component.getType() == CustomerId.class || isListOfCustomers(component)) {
        customers.add(new Path(steps));
      } else if (component.getType() == AccountId.class) {
        accounts.add(new Path(steps));
      } else {
        collect(component.getType(), steps);
      }
    }
  }

  private static boolean isListOfCustomers(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
        && type.getRawType() == List.class
        && type.getActualTypeArguments()[0] == CustomerId.class;
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup().unreflect(component.getAccessor());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("Not readable: " + component, e);
    }
  }
}
