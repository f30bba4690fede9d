package org.relata.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks: what their cells lose, and what is done about it. */
class WorkbookTest {
  @TempDir Path directory;

  @BeforeEach
  void writeWorkbook() throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve("people.xlsx"));
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      workbook.newWorksheet("Notes").value(0, 0, "nothing");
      Worksheet sheet = workbook.newWorksheet("People");
      String[] head = {"id", "name", "born", "amount"};
      for (int i = 0; i < head.length; i++) {
        sheet.value(0, i, head[i]);
      }
      sheet.value(1, 0, "110101199003070011");
      sheet.value(1, 1, "王小明");
      sheet.value(1, 2, LocalDate.of(1990, 3, 7));
      sheet.style(1, 2).format("yyyy-mm-dd").set();
      sheet.value(1, 3, 0.1 + 0.2);
      sheet.value(2, 0, 110101199003070011L);
      sheet.value(2, 1, "numeric");
      sheet.value(3, 0, "p3");
      sheet.value(3, 3, 1234567);
    }
    Run.write(
        directory.resolve("mapping.yaml"),
        """
        name: people
        steps:
          - name: people
            file: people.xlsx
            sheet: People
            identifiers: [id]
            commands:
              - type: RegisterCustomer
                id: "person-${id}"
                payload: {customerId: "${id}", name: "${name}", born: "${born|date:iso}", amount: "${amount|number}"}
        """);
  }

  private Run run() {
    return Run.of(
        directory.resolve("mapping.yaml").toString(),
        "--data=" + directory,
        "--errors=" + directory,
        "--dry-run");
  }

  @Test
  void textDatesAndNumbersComeAsTheSpreadsheetShowsThem() {
    assertThat(run().out())
        .contains(
            "{\"customerId\":\"110101199003070011\",\"name\":\"王小明\",\"born\":\"1990-03-07\",\"amount\":\"0.3\"}",
            "{\"customerId\":\"p3\",\"amount\":\"1234567\"}");
  }

  @Test
  void aNumericCellInAnIdentifierColumnIsRefusedWithTheReason() throws IOException {
    assertThat(run().exitCode()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("people/people.dry-run.errors.csv")))
        .contains(
            "people,,id,\"The identifier is in a numeric cell; spreadsheets keep only 15 digits")
        .contains("NUMERIC_IDENTIFIER");
  }

  @Test
  void aFileThatIsNoWorkbookIsNamed() {
    Run.write(directory.resolve("people.xlsx"), "id,name\n");
    assertThat(run())
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("people.xlsx is not a workbook"));
  }
}
