package org.relata.query.platform.graph;

import graphql.TrivialDataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a field with the component of the same name of the record behind its type. */
final class Components {

  private Components() {}

  /** The fetcher for a field, when the record has such a component. */
  static Optional<Component> of(Class<?> record, String field) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> component.getName().equals(field))
        .findFirst()
        .map(Components::reading);
  }

  private static Component reading(RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Component(
          MethodHandles.lookup()
              .unreflect(accessor)
              .asType(MethodType.methodType(Object.class, Object.class)));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("Cannot read " + component, e);
    }
  }

  /** Reads one component; texts of the kernel (codes, identifiers, labels) become strings. */
  record Component(MethodHandle accessor)
      implements TrivialDataFetcher<Object>, LightDataFetcher<Object> {

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
      return value(environment.getSource());
    }

    @Override
    public @Nullable Object get(
        GraphQLFieldDefinition field,
        Object source,
        Supplier<DataFetchingEnvironment> environment) {
      return value(source);
    }

    private @Nullable Object value(@Nullable Object source) {
      try {
        return told((Object) accessor.invokeExact(source));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("Reading a component", e);
      }
    }
  }

  private static @Nullable Object told(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list -> list.stream().map(Components::told).toList();
      case org.relata.kernel.Identifier identifier -> identifier.value();
      case org.relata.kernel.value.Code code -> code.value();
      case org.relata.kernel.value.Label label -> label.value();
      case org.relata.kernel.value.Note note -> note.value();
      default -> value;
    };
  }
}
