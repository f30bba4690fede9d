package org.relata.query.platform.fold;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types whose values are one text: strings, enums, currencies, records of a single string. */
abstract class TextLike {

  private static final ClassValue<TextLike> KNOWN =
      new ClassValue<>() {
        @Override
        protected TextLike computeValue(Class<?> type) {
          return make(type);
        }
      };

  abstract String toText(Object value);

  abstract Object fromText(String text);

  static boolean is(Class<?> type) {
    return type == String.class
        || type == Currency.class
        || Enum.class.isAssignableFrom(type)
        || (type.isRecord()
            && type.getRecordComponents().length == 1
            && type.getRecordComponents()[0].getType() == String.class);
  }

  static TextLike of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static TextLike make(Class<?> type) {
    if (!is(type)) {
      throw new IllegalArgumentException(type.getName() + " is not one text");
    }
    if (type == String.class) {
      return new Plain();
    }
    if (type == Currency.class) {
      return new OfCurrency();
    }
    return type.isRecord() ? new OfRecord(type) : new OfEnum(type);
  }

  private static final class Plain extends TextLike {
    @Override
    String toText(Object value) {
      return (String) value;
    }

    @Override
    Object fromText(String text) {
      return text;
    }
  }

  private static final class OfCurrency extends TextLike {
    @Override
    String toText(Object value) {
      return ((Currency) value).getCurrencyCode();
    }

    @Override
    Object fromText(String text) {
      return Currency.getInstance(text);
    }
  }

  private static final class OfEnum extends TextLike {
    private final Map<String, Object> byName = new HashMap<>();
    private final Class<?> type;

    OfEnum(Class<?> type) {
      this.type = type;
      Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
      for (Object constant : declaring.getEnumConstants()) {
        byName.put(((Enum<?>) constant).name(), constant);
      }
    }

    @Override
    String toText(Object value) {
      return ((Enum<?>) value).name();
    }

    @Override
    Object fromText(String text) {
      @Nullable Object constant = byName.get(text);
      if (constant == null) {
        throw new IllegalArgumentException(type.getName() + " has no " + text);
      }
      return constant;
    }
  }

  private static final class OfRecord extends TextLike {
    private final MethodHandle accessor;
    private final MethodHandle constructor;

    OfRecord(Class<?> type) {
      try {
        RecordComponent component = type.getRecordComponents()[0];
        Method method = component.getAccessor();
        method.setAccessible(true);
        Constructor<?> canonical = type.getDeclaredConstructor(String.class);
        canonical.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        accessor =
            lookup.unreflect(method).asType(MethodType.methodType(String.class, Object.class));
        constructor =
            lookup
                .unreflectConstructor(canonical)
                .asType(MethodType.methodType(Object.class, String.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("Cannot read " + type.getName(), e);
      }
    }

    @Override
    String toText(Object value) {
      try {
        return (String) accessor.invokeExact(value);
      } catch (Throwable e) {
        throw Handles.rethrown(e);
      }
    }

    @Override
    Object fromText(String text) {
      try {
        return (Object) constructor.invokeExact(text);
      } catch (Throwable e) {
        throw Handles.rethrown(e);
      }
    }
  }
}
