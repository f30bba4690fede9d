package org.relata.command.platform.catalogue;

import java.nio.charset.StandardCharsets;
import org.relata.kernel.log.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /commands} and {@code GET /openapi.json}, made once: they change with the program
 * only.
 */
@RestController
public final class CatalogueController {

  private final byte[] catalogue;
  private final byte[] openApi;

  /**
   * @param tokenUri where a client gets its token: a path of this server or an absolute address
   */
  public CatalogueController(CommandTypes types, String tokenUri) {
    JsonMapper json = Json.mapper();
    CommandCatalogue commands = CommandCatalogue.of(types);
    catalogue = json.writeValueAsBytes(commands);
    openApi = json.writeValueAsBytes(new OpenApi(json).document(commands, tokenUri));
  }

  @GetMapping(path = "/commands", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> commands() {
    return json(catalogue);
  }

  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> openApi() {
    return json(openApi);
  }

  private static ResponseEntity<byte[]> json(byte[] content) {
    MediaType type = new MediaType(MediaType.APPLICATION_JSON, StandardCharsets.UTF_8);
    return ResponseEntity.ok().contentType(type).body(content);
  }
}
