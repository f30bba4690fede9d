package org.relata.command.platform.catalogue;

import org.relata.command.platform.catalogue.CommandCatalogue.Entry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP contract of the command side as an OpenAPI 3.1 document. What is the same for every
 * version of the commands stands in {@code openapi.json} beside this class; the envelope and
 * payload of each command are added from the catalogue.
 */
final class OpenApi {

  private static final String FRAME = "openapi.json";
  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonMapper json;

  OpenApi(JsonMapper json) {
    this.json = json;
  }

  ObjectNode document(CommandCatalogue catalogue, String tokenUri) {
    ObjectNode document = (ObjectNode) json.readTree(OpenApi.class.getResourceAsStream(FRAME));
    ObjectNode components = (ObjectNode) document.path("components");
    ((ObjectNode)
            components
                .path("securitySchemes")
                .path("oauth2")
                .path("flows")
                .path("clientCredentials"))
        .put("tokenUrl", tokenUri);
    ObjectNode schemas = (ObjectNode) components.path("schemas");
    ObjectNode command = schemas.putObject("Command");
    command.put("description", "One command in its envelope; the type says which payload it has.");
    ArrayNode oneOf = command.putArray("oneOf");
    ObjectNode discriminator = command.putObject("discriminator").put("propertyName", "type");
    ObjectNode mapping = discriminator.putObject("mapping");
    for (Entry entry : catalogue.commands()) {
      String name = entry.type();
      oneOf.addObject().put("$ref", SCHEMAS + name);
      mapping.put(name, SCHEMAS + name);
      schemas.set(name, envelope(entry, schemas.path("Envelope")));
      schemas.set(name + "Payload", entry.schema());
    }
    schemas.remove("Envelope");
    return document;
  }

  private ObjectNode envelope(Entry entry, tools.jackson.databind.JsonNode frame) {
    ObjectNode envelope = (ObjectNode) frame.deepCopy();
    envelope.put("description", entry.description());
    ObjectNode properties = (ObjectNode) envelope.path("properties");
    properties.set("type", json.createObjectNode().put("const", entry.type()));
    properties.set(
        "payload", json.createObjectNode().put("$ref", SCHEMAS + entry.type() + "Payload"));
    return envelope;
  }
}
