package org.relata.command.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.command.platform.catalogue.CommandCatalogue.Entry;
import org.relata.kernel.log.Json;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the catalogue says is a promise to integrators: each command's entry is an approved file.
 */
class CatalogueTest {

  private static final Path APPROVED = Path.of("src/test/resources/catalogue");
  private static final Path ACTUAL = Path.of("target/catalogue");

  private final JsonMapper json = Json.mapper();
  private final CommandCatalogue catalogue = CommandCatalogue.of(Commands.all());

  @Test
  void everyCommandIsDescribedInOneSentence() {
    for (Class<? extends Command> command : Commands.all().all().values()) {
      assertThat(command.getAnnotation(Description.class)).as(command.getSimpleName()).isNotNull();
      assertThat(command.getAnnotation(Description.class).value())
          .as(command.getSimpleName())
          .matches("[A-Z][^.]{10,120}\\.");
    }
  }

  /** After a wanted change, copy the file from target/catalogue. */
  @Test
  void theCatalogueIsAsApproved() throws IOException {
    List<String> different = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Entry entry : catalogue.commands()) {
      String name = entry.capability() + "." + entry.type() + ".json";
      names.add(name);
      String actual = pretty(entry);
      Path approved = APPROVED.resolve(name);
      if (!Files.exists(approved) || !Files.readString(approved).equals(actual)) {
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(name), actual);
        different.add(name);
      }
    }
    assertThat(different).as("entries that differ from %s", APPROVED).isEmpty();
    try (Stream<Path> files = Files.list(APPROVED)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .as("approved files without a command")
          .isSubsetOf(names);
    }
  }

  private String pretty(Entry entry) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return json.writer().with(printer).writeValueAsString(entry) + "\n";
  }

  @Test
  void everySchemaIsAGoodSchema() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var ofSchemas =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    for (Entry entry : catalogue.commands()) {
      assertThat(ofSchemas.validate(entry.schema())).as(entry.type()).isEmpty();
      assertThat(entry.schema().path("additionalProperties").booleanValue()).isFalse();
    }
  }

  @Test
  void theOpenApiDocumentNamesEveryCommandAndRefersToNothingThatIsMissing() {
    ObjectNode document = new OpenApi(json).document(catalogue, "/oauth2/token");
    assertThat(document.path("openapi").stringValue()).startsWith("3.1");
    assertThat(document.at("/components/securitySchemes/oauth2/flows/clientCredentials/tokenUrl"))
        .hasToString("\"/oauth2/token\"");
    Set<String> commands =
        catalogue.commands().stream().map(Entry::type).collect(Collectors.toSet());
    JsonNode command = document.at("/components/schemas/Command");
    assertThat(command.path("oneOf").size()).isEqualTo(commands.size());
    assertThat(Set.copyOf(command.at("/discriminator/mapping").propertyNames()))
        .isEqualTo(commands);
    assertThat(document.at("/paths/~1commands/post/requestBody/content").propertyNames())
        .contains("application/json", "application/x-ndjson");
    for (JsonNode reference : document.findValues("$ref")) {
      String pointer = reference.stringValue().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }
}
