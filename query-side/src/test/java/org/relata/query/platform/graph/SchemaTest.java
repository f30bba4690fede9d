package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaPrinter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.query.CapabilityGraphs;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The schema that clients see: approved as a whole, and in agreement with the records behind it.
 */
class SchemaTest {

  private static final Path APPROVED = Path.of("src/test/resources/schema.graphqls");

  private final Graph graph = new Graph(Settings.defaults());

  private GraphQLSchema schema() throws IOException {
    new PlatformGraph().register(graph);
    CapabilityGraphs.all().forEach(module -> module.register(graph));
    List<String> files = new ArrayList<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources(Settings.defaults().schemaFiles().getFirst())) {
      files.add(file.getContentAsString(StandardCharsets.UTF_8));
    }
    return SchemaAssembly.assemble(files, graph);
  }

  /** A change is approved by copying the actual file over the approved one. */
  @Test
  void theSchemaIsTheApprovedOne() throws IOException {
    String actual =
        new SchemaPrinter(
                SchemaPrinter.Options.defaultOptions()
                    .includeDirectives(false)
                    .includeSchemaDefinition(true))
            .print(schema());
    String approved = Files.exists(APPROVED) ? Files.readString(APPROVED) : "";
    Path beside = Path.of("src/test/resources/schema.actual.graphqls");
    if (actual.equals(approved)) {
      Files.deleteIfExists(beside);
    } else {
      Files.writeString(beside, actual);
    }
    assertThat(actual).isEqualTo(approved);
  }

  @Test
  void bootFindsNoSchemaToWireAServerOfItsOwn() throws IOException {
    assertThat(
            new PathMatchingResourcePatternResolver()
                .getResources("classpath*:graphql/**/*.graphqls"))
        .isEmpty();
  }

  @Test
  void typesAgreeWithTheRecordsBehindThem() throws IOException {
    GraphQLSchema schema = schema();
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Class<?>> entry : graph.records().entrySet()) {
      @Nullable GraphQLObjectType type = schema.getObjectType(entry.getKey());
      if (type == null) {
        differences.add("The schema has no type " + entry.getKey());
      } else {
        type.getFieldDefinitions()
            .forEach(field -> differences.addAll(differences(entry.getValue(), type, field)));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(differences(Library.BookRow.class, "title", false)).isEmpty();
    assertThat(differences(Library.BookRow.class, "title", true)).hasSize(1);
    assertThat(differences(Library.BookRow.class, "price", false)).hasSize(1);
  }

  private List<String> differences(
      Class<?> record, GraphQLObjectType type, GraphQLFieldDefinition field) {
    if (graph.wired().getOrDefault(type.getName(), Map.of()).containsKey(field.getName())) {
      return List.of();
    }
    boolean nullable = !(field.getType() instanceof GraphQLNonNull);
    return differences(record, field.getName(), nullable).stream()
        .map(
            text ->
                type.getName() + "." + text + " " + GraphQLTypeUtil.simplePrint(field.getType()))
        .toList();
  }

  private static List<String> differences(Class<?> record, String field, boolean nullable) {
    Optional<RecordComponent> component =
        Arrays.stream(record.getRecordComponents())
            .filter(one -> one.getName().equals(field))
            .findFirst();
    if (component.isEmpty()) {
      return List.of(field + " is no component of " + record.getSimpleName());
    }
    boolean may = component.get().getAnnotatedType().isAnnotationPresent(Nullable.class);
    return may == nullable ? List.of() : List.of(field + " differs in nullness");
  }
}
