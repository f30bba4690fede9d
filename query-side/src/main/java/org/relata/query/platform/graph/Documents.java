package org.relata.query.platform.graph;

import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.schema.GraphQLSchema;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the text of a request to a document that may be executed: measured against every limit
 * first, then validated, and the outcome kept for the next request with the same text.
 */
final class Documents {

  private static final int KEPT = 256;
  private static final int KEPT_CHARACTERS = 8_192;
  private static final int INTROSPECTION_DEPTH = 20;

  private record Prepared(Document document, boolean introspects, List<GraphQLError> errors) {}

  /**
   * A request that passed the limits.
   *
   * @param entry for graphql-java: the document, or why it is not valid
   */
  record Admitted(PreparsedDocumentEntry entry, long cost) {}

  private final GraphQLSchema schema;
  private final GraphSettings settings;
  private final ParserOptions options;
  private final Map<String, Prepared> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(KEPT, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
              return size() > KEPT;
            }
          });

  Documents(GraphQLSchema schema, GraphSettings settings) {
    this.schema = schema;
    this.settings = settings;
    this.options =
        ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .maxCharacters(settings.characters())
            // The end of the document counts as a token as well.
            .maxTokens(settings.tokens() + 1)
            .maxWhitespaceTokens(settings.characters())
            .maxRuleDepth(Math.max(500, settings.tokens()))
            .redactTokenParserErrorMessages(true)
            .build();
  }

  /** Refuses what is too large; what is merely invalid is told by the entry. */
  Admitted admit(String text, Map<String, Object> variables) {
    if (text.length() > settings.characters()) {
      throw GraphRefusal.limit(
          "CHARACTERS_LIMIT", "The document is too long.", settings.characters(), text.length());
    }
    @Nullable Prepared known = kept.get(text);
    Document document = known == null ? parsed(text) : known.document();
    boolean introspects = known == null ? checkShape(document) : known.introspects();
    if (introspects && !settings.introspection()) {
      throw new GraphRefusal("INTROSPECTION_DISABLED", "The schema is not told here.");
    }
    RequestCost.Measure measure = RequestCost.of(document, variables, schema, settings);
    check("DEPTH_LIMIT", "Fields are nested too deep.", settings.depth(), measure.depth());
    check(
        "INTROSPECTION_DEPTH_LIMIT",
        "Fields of the introspection are nested too deep.",
        INTROSPECTION_DEPTH,
        measure.introspection());
    check(
        "FRAGMENT_DEPTH_LIMIT",
        "Fragments are nested too deep.",
        settings.fragmentDepth(),
        measure.fragments());
    check(
        "SELECTIONS_LIMIT",
        "Too many fields are selected.",
        settings.selections(),
        measure.selections());
    check("COST_LIMIT", "The question costs too much.", settings.cost(), measure.cost());
    Prepared prepared = known == null ? validated(text, document, introspects) : known;
    return new Admitted(
        prepared.errors().isEmpty()
            ? new PreparsedDocumentEntry(prepared.document())
            : new PreparsedDocumentEntry(prepared.errors()),
        measure.cost());
  }

  private Prepared validated(String text, Document document, boolean introspects) {
    List<GraphQLError> errors =
        List.copyOf(ParseAndValidate.validate(schema, document, Locale.ENGLISH));
    Prepared prepared = new Prepared(document, introspects, errors);
    if (text.length() <= KEPT_CHARACTERS) {
      kept.put(text, prepared);
    }
    return prepared;
  }

  private Document parsed(String text) {
    try {
      return Parser.parse(
          ParserEnvironment.newParserEnvironment()
              .document(text)
              .parserOptions(options)
              .locale(Locale.ENGLISH)
              .build());
    } catch (ParseCancelledException e) {
      throw GraphRefusal.limit(
          "TOKENS_LIMIT",
          "The document has too many tokens.",
          settings.tokens(),
          settings.tokens() + 1L);
    } catch (ParseCancelledTooDeepException e) {
      throw new GraphRefusal("NESTING_LIMIT", "The document is nested too deep to be read.")
          .with("limit", options.getMaxRuleDepth());
    } catch (InvalidSyntaxException e) {
      throw syntax(e);
    }
  }

  private static GraphRefusal syntax(InvalidSyntaxException e) {
    GraphRefusal refusal =
        new GraphRefusal("SYNTAX_ERROR", "The document is not written in GraphQL.");
    return e.getLocation() == null
        ? refusal
        : refusal
            .with("line", e.getLocation().getLine())
            .with("column", e.getLocation().getColumn());
  }

  /** Counts aliases and directives; tells whether the document asks for the schema. */
  private boolean checkShape(Document document) {
    int aliases = 0;
    int directives = 0;
    boolean introspects = false;
    ArrayDeque<Node<?>> open = new ArrayDeque<>();
    open.push(document);
    while (!open.isEmpty()) {
      Node<?> node = open.pop();
      if (node instanceof Field field) {
        aliases += field.getAlias() == null ? 0 : 1;
        introspects |= field.getName().equals("__schema") || field.getName().equals("__type");
      }
      if (node instanceof DirectivesContainer<?> container) {
        directives += container.getDirectives().size();
      }
      node.getChildren().forEach(open::push);
    }
    check("ALIASES_LIMIT", "There are too many aliases.", settings.aliases(), aliases);
    check("DIRECTIVES_LIMIT", "There are too many directives.", settings.directives(), directives);
    return introspects;
  }

  private static void check(String code, String sentence, long limit, long value) {
    if (value > limit) {
      throw GraphRefusal.limit(code, sentence, limit, value);
    }
  }
}
