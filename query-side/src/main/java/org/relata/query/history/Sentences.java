package org.relata.query.history;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in plain words what an event tells. The sentences are texts with places, {@code
 * customer.CustomerRenamed=The name became {name}}, in {@code history/sentences_en.properties} and
 * {@code _zh}; a place is a path into the event's JSON. Codes and enums are put into words where
 * the file has {@code value.<CODE>}.
 */
public final class Sentences {

  /** The languages that every event can be told in. */
  public enum Language {
    EN,
    ZH
  }

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z.]+)}");

  private final JsonMapper json = Json.mapper();
  private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

  public Sentences() {
    for (Language language : Language.values()) {
      texts.put(language, load(language));
    }
  }

  /** The sentence; the wire name when there is none for the event. */
  public String tell(DomainEvent event, Language language) {
    EventType type = event.getClass().getAnnotation(EventType.class);
    String name = type == null ? event.getClass().getSimpleName() : type.value();
    @Nullable String text = texts(language).getProperty(name);
    if (text == null) {
      return name;
    }
    JsonNode tree = json.valueToTree(event);
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(words(at(tree, place.group(1)), language)));
  }

  /** A word for a code in a language; the code itself when there is none. */
  public String word(String code, Language language) {
    @Nullable String word = texts(language).getProperty("value." + code);
    return word == null ? code : word;
  }

  /** The places that a sentence has, for the test that holds them against the events. */
  Set<String> places(String type, Language language) {
    Set<String> places = new TreeSet<>();
    @Nullable String text = texts(language).getProperty(type);
    if (text != null) {
      PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
    }
    return places;
  }

  boolean tells(String type, Language language) {
    return texts(language).containsKey(type);
  }

  private Properties texts(Language language) {
    return java.util.Objects.requireNonNull(texts.get(language));
  }

  private static JsonNode at(JsonNode tree, String path) {
    JsonNode node = tree;
    for (String step : path.split("\\.", -1)) {
      node = step.equals("size") ? json(node.size()) : node.path(step);
    }
    return node;
  }

  private static JsonNode json(int number) {
    return tools.jackson.databind.node.IntNode.valueOf(number);
  }

  private String words(JsonNode node, Language language) {
    if (node.isMissingNode() || node.isNull()) {
      return language == Language.EN ? "nothing" : "（无）";
    }
    if (node.isObject() && node.has("amount") && node.has("currency")) {
      return node.path("amount").stringValue() + " " + node.path("currency").stringValue();
    }
    if (node.isObject()) {
      StringBuilder parts = new StringBuilder();
      node.forEachEntry(
          (name, value) ->
              parts
                  .append(parts.isEmpty() ? "" : ", ")
                  .append(name)
                  .append(' ')
                  .append(words(value, language)));
      return parts.toString();
    }
    if (node.isArray()) {
      StringBuilder parts = new StringBuilder();
      node.forEach(
          value -> parts.append(parts.isEmpty() ? "" : ", ").append(words(value, language)));
      return parts.isEmpty() ? words(json.missingNode(), language) : parts.toString();
    }
    return word(node.asString(), language);
  }

  private static Properties load(Language language) {
    String name =
        "/history/sentences_" + language.name().toLowerCase(java.util.Locale.ROOT) + ".properties";
    try (var in = Sentences.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no " + name);
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      Properties properties = new Properties();
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
