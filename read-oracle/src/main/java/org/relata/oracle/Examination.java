package org.relata.oracle;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One series of random questions and what came of it. */
final class Examination {

  private static final int MAX_PAGES = 40;
  private static final int MAX_DIFFERENCES = 30;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  /** Refusals of questions that ask for more than a client may. */
  private static final Set<String> TOO_COSTLY =
      Set.of("COST_LIMIT", "DEPTH_LIMIT", "TOKENS_LIMIT", "SELECTIONS_LIMIT", "CHARACTERS_LIMIT");

  private final GraphQLSchema schema;
  private final ReadOracle.Asker asker;
  private final OracleStore store;
  private final Connection connection;
  private final long seed;
  private final Questions questions;
  private final Answers answers;
  private final Random random;
  private final long reached;
  private final List<String> differences = new ArrayList<>();
  private final Set<Long> positions = new TreeSet<>();
  private final Map<String, Integer> fields = new TreeMap<>();
  private int asked;
  private int pages;
  private int tooCostly;
  private long rows;
  private long lastPosition;

  Examination(
      GraphQLSchema schema,
      ReadOracle.Asker asker,
      OracleStore store,
      long reached,
      Connection connection,
      long seed) {
    this.schema = schema;
    this.asker = asker;
    this.store = store;
    this.connection = connection;
    this.seed = seed;
    this.questions = new Questions(seed, schema, store);
    this.answers = new Answers(schema);
    this.random = questions.random();
    this.reached = reached;
  }

  ReadOracle.Report run(int number) throws SQLException, IOException, InterruptedException {
    List<GraphQLFieldDefinition> roots =
        schema.getQueryType().getFieldDefinitions().stream()
            .filter(field -> !Fields.notCovered().containsKey("Query." + field.getName()))
            .toList();
    int first = random.nextInt(roots.size());
    for (int i = first; asked < number && i < first + 10 * number; i++) {
      if (differences.size() >= MAX_DIFFERENCES) {
        break;
      }
      GraphQLFieldDefinition field = roots.get(i % roots.size());
      Selected question = questions.about(field);
      if (question(field, question, asOf())) {
        asked++;
        fields.merge(field.getName(), 1, Integer::sum);
      } else {
        tooCostly++;
      }
    }
    return new ReadOracle.Report(
        asked, pages, tooCostly, rows, positions, fields, List.copyOf(differences));
  }

  /** Now, a position, or the time of one. */
  private @Nullable Map<String, Object> asOf() {
    if (reached == 0 || random.nextInt(3) == 0) {
      return null;
    }
    long position = 1 + random.nextLong(reached);
    Map<String, Object> asOf = new LinkedHashMap<>();
    // A time that the log has not passed may still get events, where clocks are wrong.
    boolean passed = store.event(reached).recordedAt().isAfter(store.event(position).recordedAt());
    if (passed && random.nextInt(4) == 0) {
      asOf.put("time", store.event(position).recordedAt().toString());
    } else {
      asOf.put("position", position);
    }
    if (random.nextInt(3) == 0) {
      asOf.put("incarnation", store.incarnation().toString());
    }
    return asOf;
  }

  /** The position that a question must be answered at, or null for now. */
  private @Nullable Long position(@Nullable Map<String, Object> asOf) {
    if (asOf == null) {
      return null;
    }
    if (asOf.get("position") instanceof Long position) {
      return position;
    }
    String time = String.valueOf(asOf.get("time"));
    long last = 0;
    while (last < store.position()
        && !store.event(last + 1).recordedAt().isAfter(java.time.Instant.parse(time))) {
      last++;
    }
    return last;
  }

  /** Asks, and walks through the pages to the end; false when it costs too much. */
  private boolean question(
      GraphQLFieldDefinition field, Selected question, @Nullable Map<String, Object> asOf)
      throws SQLException, IOException, InterruptedException {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>(question.arguments());
    boolean listing = Answers.isConnection(field.getType());
    @Nullable Long expected = position(asOf);
    @Nullable Integer place = null;
    @Nullable Map<String, Object> moment = asOf;
    for (int page = 0; page < MAX_PAGES; page++) {
      if (moment != null) {
        arguments.put("asOf", moment);
      } else {
        arguments.remove("asOf");
      }
      Selected one = new Selected(question.field(), arguments, question.below());
      JsonNode answer = answered(field, one);
      @Nullable String refused = code(answer);
      if (refused != null && page == 0 && TOO_COSTLY.contains(refused)) {
        return false;
      }
      if (refused != null) {
        tell(one, List.of("was refused: " + answer.path("errors")));
        return true;
      }
      At at = at(answer, question.field(), expected, moment != null, one);
      pages++;
      int before = differences.size();
      tell(
          one,
          Comparison.of(
              question.field(),
              answers.root(one, at, place),
              answer.path("data").path(question.field())));
      JsonNode data = answer.path("data").path(question.field());
      rows += data.isArray() ? data.size() : Math.max(1, data.path("nodes").size());
      if (!listing || differences.size() > before) {
        return true;
      }
      expected = answers.pictured(one, at);
      boolean backwards = arguments.containsKey("last");
      Answers.Page shown =
          Answers.page(
              answers.rows(one, at),
              new Answers.Slice(
                  (Integer) Objects.requireNonNull(arguments.get(backwards ? "last" : "first")),
                  backwards,
                  place));
      boolean more = backwards ? shown.from() > 0 : shown.to() < shown.total();
      if (shown.rows().isEmpty() || !more) {
        return true;
      }
      place = onwards(data, shown, backwards, arguments);
      // A cursor names its position by itself, so asOf may be told again or not.
      moment = random.nextBoolean() ? asOf : null;
    }
    return true;
  }

  /** Goes on from the end of the page, or now and then from within; gives the place. */
  private int onwards(
      JsonNode data,
      Answers.Page shown,
      boolean backwards,
      Map<String, @Nullable Object> arguments) {
    int index = backwards ? 0 : shown.rows().size() - 1;
    JsonNode cursor = data.path("pageInfo").path(backwards ? "startCursor" : "endCursor");
    if (data.has("edges") && random.nextInt(4) == 0) {
      index = backwards ? shown.rows().size() - 1 : 0;
      cursor = data.path("edges").path(index).path("cursor");
    }
    arguments.put(backwards ? "before" : "after", cursor.asString());
    return backwards ? shown.from() + index : shown.from() + index + 1;
  }

  /** The moment that an answer names, which must be the one asked for. */
  private At at(
      JsonNode answer, String field, @Nullable Long expected, boolean named, Selected question)
      throws SQLException {
    JsonNode relata = answer.path("extensions").path("relata");
    long head = relata.path("position").longValue();
    long position = relata.path("answers").path(field).longValue();
    if (expected != null && expected != position) {
      tell(question, List.of("is answered at " + position + " and should be at " + expected));
    }
    if (head < lastPosition) {
      tell(question, List.of("goes back from position " + lastPosition + " to " + head));
    }
    lastPosition = Math.max(lastPosition, head);
    store.readTo(position, connection);
    positions.add(position);
    boolean past = named || position != head;
    long search = past ? position : relata.path("searchPosition").asLong(position);
    if (search > position) {
      tell(question, List.of("shows a search at " + search + ", beyond " + position));
    }
    store.readTo(search, connection);
    return At.of(store, position, search, past);
  }

  private JsonNode answered(GraphQLFieldDefinition field, Selected question)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      Document document = Document.of(schema, field, question);
      JsonNode answer = asker.ask(document.text(), document.variables());
      @Nullable String refused = code(answer);
      boolean later =
          "STORE_UNAVAILABLE".equals(refused)
              || "FOLD_BEHIND".equals(refused)
              || "FOLD_MISSING".equals(refused);
      if (!later || System.nanoTime() > end) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static @Nullable String code(JsonNode answer) {
    return answer.has("errors")
        ? answer.path("errors").path(0).path("extensions").path("code").asString("")
        : null;
  }

  private void tell(Selected question, List<String> what) {
    GraphQLFieldDefinition field = schema.getQueryType().getFieldDefinition(question.field());
    Document document = Document.of(schema, field, question);
    for (String one : what) {
      differences.add(
          "%s%n  seed %d, question %d: %s %s"
              .formatted(one, seed, asked + 1, document.text(), document.variables()));
    }
  }

  /** A question as it is sent: values travel as variables, so that they need not be quoted. */
  private record Document(String text, Map<String, Object> variables) {

    static Document of(GraphQLSchema schema, GraphQLFieldDefinition field, Selected question) {
      Map<String, Object> variables = new LinkedHashMap<>();
      List<String> declared = new ArrayList<>();
      String body = field(schema, field, question, variables, declared);
      String head = declared.isEmpty() ? "" : "(" + String.join(", ", declared) + ")";
      return new Document("query" + head + " { " + body + " }", variables);
    }

    private static String field(
        GraphQLSchema schema,
        GraphQLFieldDefinition field,
        Selected question,
        Map<String, Object> variables,
        List<String> declared) {
      List<String> arguments = new ArrayList<>();
      question
          .arguments()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  String variable = "v" + variables.size();
                  variables.put(variable, value);
                  declared.add(
                      "$"
                          + variable
                          + ": "
                          + GraphQLTypeUtil.simplePrint(field.getArgument(name).getType()));
                  arguments.add(name + ": $" + variable);
                }
              });
      StringBuilder text = new StringBuilder(question.field());
      if (!arguments.isEmpty()) {
        text.append('(').append(String.join(", ", arguments)).append(')');
      }
      if (!question.below().isEmpty()) {
        text.append(" {");
        var type =
            (graphql.schema.GraphQLFieldsContainer) GraphQLTypeUtil.unwrapAll(field.getType());
        for (Selected below : question.below()) {
          text.append(' ')
              .append(
                  field(
                      schema, type.getFieldDefinition(below.field()), below, variables, declared));
        }
        text.append(" }");
      }
      return text.toString();
    }
  }
}
