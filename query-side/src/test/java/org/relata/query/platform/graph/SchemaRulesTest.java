package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the schema, each seen to fail on a schema that breaks it. */
class SchemaRulesTest {

  @Test
  void aRootFieldWithoutAsOfIsFound() {
    assertThat(
            violations(
                """
                "Q." type Query { "A." a: Int "B." b("When." asOf: AsOf): Int
                  "C." c("When." asOf: String): Int }
                "When." input AsOf { "Where." position: Int }
                """))
        .containsExactlyInAnyOrder("Query.a takes no asOf: AsOf", "Query.c takes no asOf: AsOf");
  }

  @Test
  void whateverHasNoDescriptionIsFound() {
    assertThat(
            violations(
                """
                "Q." type Query { "A." a(asOf: AsOf): Thing "L." l("When." asOf: AsOf): LConnection }
                "When." input AsOf { position: Int }
                type Thing { b: Kind }
                "Kinds." enum Kind { ONE }
                "A page." type LConnection { "One." one: Int }
                """))
        .containsExactlyInAnyOrder(
            "Query.a(asOf) has no description",
            "AsOf.position has no description",
            "Thing has no description",
            "Thing.b has no description",
            "Kind.ONE has no description",
            "Query.l is a connection and takes no first",
            "Query.l is a connection and takes no after",
            "Query.l is a connection and takes no last",
            "Query.l is a connection and takes no before");
  }

  @Test
  void aSchemaThatDoesNotAgreeWithItsListingsDoesNotStart() throws IOException {
    String platform = Files.readString(Path.of("src/main/resources/schema/platform.graphqls"));
    String library = Files.readString(Path.of("src/test/resources/library.graphqls"));
    String wrong =
        library
            .replace("  \"Pages.\"\n  PAGES\n", "")
            .replace("  \"Title.\"\n  title: TextFilter", "  \"Name.\"\n  name: TextFilter")
            .replace("  \"Genre.\"\n  genre: Genre\n", "")
            .replace("  \"Late.\"\n  late: Boolean!", "  \"Due.\"\n  due: Boolean!");
    assertThatThrownBy(() -> assemble(platform, wrong))
        .hasMessageContaining("Query.books(orderBy) has [GENRE, PRICE, PUBLISHED_ON, TITLE] in")
        .hasMessageContaining("Query.books(filter) has")
        .hasMessageContaining("Query.bookGroups has")
        .hasMessageContaining("Nothing answers Loan.due");
    assertThat(assemble(platform, library).getQueryType().getFieldDefinition("books")).isNotNull();
  }

  private static GraphQLSchema assemble(String... files) {
    Graph graph = new Graph(Settings.defaults());
    new PlatformGraph().register(graph);
    new Library().register(graph);
    return SchemaAssembly.assemble(List.of(files), graph);
  }

  private static List<String> violations(String sdl) {
    return SchemaRules.violations(
        new SchemaGenerator()
            .makeExecutableSchema(
                new SchemaParser().parse(sdl), RuntimeWiring.newRuntimeWiring().build()));
  }
}
