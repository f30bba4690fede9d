package org.relata.command.platform.catalogue;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.kernel.Identifier;
import org.relata.kernel.value.Limits;
import org.relata.kernel.value.Money;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (2020-12) of commands, made of the records themselves. A schema knows what one value
 * can tell: fields, kinds, lengths, patterns. What rests on two values together (a currency's
 * decimals, a date behind another) only the command itself knows; so a good payload always fits its
 * schema, and what does not fit is always refused.
 */
public final class CommandSchemas {

  /** Most elements of a list and entries of a map. */
  public static final int MAX_ELEMENTS = 10_000;

  private static final String BLANK_REFUSED = "\\S";

  private final SchemaGenerator generator;

  public CommandSchemas() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forTypesInGeneral()
        .withPropertySorter(CommandSchemas::inOrderOfDeclaration)
        .withArrayMaxItemsResolver(type -> type.isContainerType() ? MAX_ELEMENTS : null)
        .withCustomDefinitionProvider(CommandSchemas::value);
    config
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(CommandSchemas::isNullable)
        .withCustomDefinitionProvider(CommandSchemas::field);
    generator = new SchemaGenerator(config.build());
  }

  /** The schema of a command's payload. */
  public ObjectNode schema(Class<? extends Command> command) {
    return generator.generateSchema(command);
  }

  private static boolean isNullable(FieldScope field) {
    return !field.isFakeContainerItemScope()
        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static int inOrderOfDeclaration(
      com.github.victools.jsonschema.generator.MemberScope<?, ?> one,
      com.github.victools.jsonschema.generator.MemberScope<?, ?> other) {
    return 0;
  }

  private static @Nullable CustomDefinition value(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> raw = type.getErasedType();
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    @Nullable Format format = Format.of(raw);
    @Nullable Limits limits = raw.getAnnotation(Limits.class);
    if (format != null) {
      written(schema, format);
    } else if (Identifier.class.isAssignableFrom(raw)) {
      text(schema, 1, Identifier.MAX_LENGTH, whole(Identifier.PATTERN));
    } else if (limits != null) {
      limited(schema, limits);
    } else if (raw == Money.class) {
      money(schema);
    } else if (isText(raw)) {
      throw new IllegalArgumentException(raw.getName() + " is a string and has no @Limits");
    } else if (raw == int.class || raw == Integer.class) {
      whole(schema, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (raw == long.class || raw == Long.class) {
      whole(schema, Long.MIN_VALUE, Long.MAX_VALUE);
    } else {
      return null;
    }
    return new CustomDefinition(
        schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
  }

  private static void limited(ObjectNode schema, Limits limits) {
    String pattern = limits.pattern().isEmpty() ? BLANK_REFUSED : whole(limits.pattern());
    text(schema, limits.min(), limits.max(), pattern);
    if (!limits.description().isEmpty()) {
      schema.put("description", limits.description());
    }
  }

  private static void text(ObjectNode schema, int min, int max, String pattern) {
    schema.put("type", "string").put("minLength", min).put("maxLength", max);
    schema.put("pattern", pattern);
  }

  private static void whole(ObjectNode schema, long min, long max) {
    schema.put("type", "integer").put("minimum", min).put("maximum", max);
  }

  private static void written(ObjectNode schema, Format format) {
    schema.put("type", "string").put("pattern", whole(format.pattern()));
    switch (format) {
      case DATE -> schema.put("format", "date");
      case INSTANT -> schema.put("format", "date-time");
      case DECIMAL, CURRENCY -> {}
    }
    schema.put("description", format.sentence());
  }

  private static void money(ObjectNode schema) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    written(properties.putObject("amount"), Format.DECIMAL);
    written(properties.putObject("currency"), Format.CURRENCY);
    schema.putArray("required").add("amount").add("currency");
    schema.put("additionalProperties", false);
    schema.put(
        "description",
        "The amount has at most as many decimals as the currency, and "
            + Money.MAX_INTEGER_DIGITS
            + " digits before the point.");
  }

  /** What only the field knows: the limits of a plain string, and how a map is made. */
  private static @Nullable CustomPropertyDefinition field(
      FieldScope field, SchemaGenerationContext context) {
    if (field.isFakeContainerItemScope()) {
      return null;
    }
    @Nullable Limits limits = field.getRawMember().getAnnotation(Limits.class);
    if (limits == null) {
      return map(field, context);
    }
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    limited(schema, limits);
    return new CustomPropertyDefinition(schema, CustomDefinition.AttributeInclusion.NO);
  }

  /** A map's keys have a shape too, and its values may be null where the record says so. */
  private static @Nullable CustomPropertyDefinition map(
      FieldScope field, SchemaGenerationContext context) {
    if (!Map.class.isAssignableFrom(field.getType().getErasedType())) {
      return null;
    }
    List<ResolvedType> types = field.getType().typeParametersFor(Map.class);
    AnnotatedType value =
        ((AnnotatedParameterizedType) field.getRawMember().getAnnotatedType())
            .getAnnotatedActualTypeArguments()[1];
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    if (isNullable(field)) {
      schema.putArray("type").add("object").add("null");
    } else {
      schema.put("type", "object");
    }
    schema.set("propertyNames", context.createDefinition(types.get(0)));
    ObjectNode values = context.createDefinition(types.get(1));
    if (value.isAnnotationPresent(Nullable.class)) {
      ArrayNode either = schema.putObject("additionalProperties").putArray("anyOf");
      either.add(values).addObject().put("type", "null");
    } else {
      schema.set("additionalProperties", values);
    }
    schema.put("maxProperties", MAX_ELEMENTS);
    return new CustomPropertyDefinition(schema, CustomDefinition.AttributeInclusion.NO);
  }

  private static String whole(String pattern) {
    return "^(?:" + pattern + ")$";
  }

  private static boolean isText(Class<?> raw) {
    RecordComponent @Nullable [] components = raw.getRecordComponents();
    return components != null
        && components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
