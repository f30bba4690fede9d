package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.query.CapabilityFolds;

class FoldTablesTest {

  private static final Path APPROVED = Path.of("src/test/resources/approved/fold-tables.sql");

  @Test
  void theTablesOfAllFoldsAreTheApprovedOnes() throws IOException {
    List<String> statements = new ArrayList<>();
    CapabilityFolds.all()
        .forEach(
            fold -> {
              statements.addAll(TableSql.create(fold.table(), fold.name()));
              statements.addAll(TableSql.indexes(fold.table(), fold.name()));
            });
    String actual = String.join(";\n", statements) + ";\n";
    String approved = Files.exists(APPROVED) ? Files.readString(APPROVED) : "";
    if (!actual.equals(approved)) {
      Files.writeString(APPROVED.resolveSibling("fold-tables.actual.sql"), actual);
    }
    assertThat(actual)
        .as("A changed table is rebuilt on start; approve it by replacing the file")
        .isEqualTo(approved);
  }
}
