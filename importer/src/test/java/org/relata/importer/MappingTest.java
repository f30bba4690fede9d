package org.relata.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mapping can say, and what becomes of the rows. */
class MappingTest {
  @TempDir Path directory;

  private static final String ONE_STEP =
      """
      name: test
      dateFormats:
        short: {pattern: yyMMdd, yearsFrom: 1900}
        named: {pattern: "d MMM y"}
      tables:
        letters: {A: Alpha, B: "", "*": Other}
        strict: {A: Alpha, "": None}
      lookups:
        district: {file: districts.csv, key: "${code}", value: "${name}", where: {value: "${code}", isNot: "3"}}
      steps:
        - name: rows
          file: rows.csv
      """;

  /** The commands (or refusals) that a step makes of the rows. */
  private List<String> entries(String step, String rows) {
    Run.write(directory.resolve("rows.csv"), rows);
    Mapping mapping = MappingFile.parse(ONE_STEP + step.indent(4), directory);
    List<String> entries = new ArrayList<>();
    try (Journal journal = new Journal(directory.resolve("errors"), "", null, ".csv")) {
      Sink sink =
          new Sink() {
            @Override
            public void begin(Mapping.Step begun, Row.Columns columns) {
              journal.begin(begun, columns);
            }

            @Override
            public void accept(Entry entry) {
              entries.add(
                  switch (entry) {
                    case Entry.Command command -> command.json();
                    case Entry.Rejected rejected ->
                        rejected.source().last().line() + " " + rejected.problem().code();
                  });
            }

            @Override
            public void end() {
              journal.end();
            }
          };
      new StepRun(mapping.steps().getFirst(), directory, sink).run(position -> {});
    }
    return entries;
  }

  /** The payload that one template makes of one value. */
  private String value(String template, String value) {
    String command =
        "commands: [{type: T, id: \"t\", payload: {k: 1, v: \"%s\"}}]".formatted(template);
    String entry = entries(command, "x,m\n\"" + value + "\",12\n").getFirst();
    return entry.replaceAll(".*\"payload\":\\{\"k\":1,?(.*)}}", "$1");
  }

  @Test
  void filtersTurnAValueIntoWhatTheCommandNeeds() {
    assertThat(value("${x}", "a")).isEqualTo("\"v\":\"a\"");
    assertThat(value("${x|upper}-${row}-${line}", "a")).isEqualTo("\"v\":\"A-1-2\"");
    assertThat(value("${x|lower|prefix:p-}", "A")).isEqualTo("\"v\":\"p-a\"");
    assertThat(value("${x|slice:2,4}", "706213")).isEqualTo("\"v\":\"62\"");
    assertThat(value("${x|slice:4}", "706213")).isEqualTo("\"v\":\"13\"");
    assertThat(value("${x|minus:5000|pad:6|date:short}", "015213"))
        .isEqualTo("\"v\":\"1901-02-13\"");
    assertThat(value("${x|date:short|plusMonths:$m}", "930131")).isEqualTo("\"v\":\"1994-01-31\"");
    assertThat(value("${x|date:named}", "3 FEB 2008")).isEqualTo("\"v\":\"2008-02-03\"");
    assertThat(value("${x|number:2}", "12.5")).isEqualTo("\"v\":\"12.50\"");
    assertThat(value("${x|negate}", "12.5")).isEqualTo("\"v\":\"-12.5\"");
    assertThat(value("${x|times:$m|plus:1}", "2")).isEqualTo("\"v\":\"25\"");
    assertThat(value("${x|divide:60,0|integer}", "261")).isEqualTo("\"v\":4");
    assertThat(value("${x|decimal}", "1.50")).isEqualTo("\"v\":1.50");
    assertThat(value("${x|boolean}", "no")).isEqualTo("\"v\":false");
    assertThat(value("${x|table:letters}", "A")).isEqualTo("\"v\":\"Alpha\"");
    assertThat(value("${x|table:letters}", "Z")).isEqualTo("\"v\":\"Other\"");
    assertThat(value("${x|table:strict}", "")).isEqualTo("\"v\":\"None\"");
  }

  @Test
  void anEmptyValueIsLeftOutAndHalfAnIdentifierRefusesTheRow() {
    assertThat(value("${x}", "")).isEmpty();
    assertThat(value("${x|table:letters}", "B")).isEmpty();
    assertThat(value("a-${x}", "")).isEqualTo("2 MISSING");
    assertThat(value("a-${x|default:}", "")).isEqualTo("\"v\":\"a-\"");
    assertThat(value("${x|default:d}", "")).isEqualTo("\"v\":\"d\"");
  }

  @Test
  void aValueOfTheWrongFormRefusesTheRow() {
    assertThat(value("${x|date:short}", "930231")).isEqualTo("2 BAD_DATE");
    assertThat(value("${x|number:2}", "12.505")).isEqualTo("2 BAD_NUMBER");
    assertThat(value("${x|number}", "1e999999999")).isEqualTo("2 BAD_NUMBER");
    assertThat(value("${x|integer}", "1.5")).isEqualTo("2 BAD_NUMBER");
    assertThat(value("${x|boolean}", "perhaps")).isEqualTo("2 BAD_BOOLEAN");
    assertThat(value("${x|table:strict}", "Z")).isEqualTo("2 UNKNOWN_CODE");
  }

  @Test
  void aLookupFindsTheValueInAnotherFile() {
    Run.write(directory.resolve("districts.csv"), "code,name\n1,Praha\n2,Benesov\n3,x\n");
    assertThat(value("${x|lookup:district}", "2")).isEqualTo("\"v\":\"Benesov\"");
    assertThat(value("${x|lookup:district}", "3")).isEqualTo("2 NOT_FOUND");
    Run.write(directory.resolve("districts.csv"), "code,name\n1,Praha\n1,Benesov\n");
    assertThatThrownBy(() -> value("${x|lookup:district}", "2"))
        .hasMessageContaining("has the key 1 twice (line 3)");
  }

  @Test
  void conditionsChooseRowsCommandsAndValues() {
    String step =
        """
        where: {value: "${k}", notIn: [skip]}
        commands:
          - type: A
            id: "a-${k}"
            payload:
              v:
                when:
                  - {if: {all: [{value: "${n}", atLeast: 9}, {value: "${n}", below: 100}]}, then: two}
                  - {if: {any: [{value: "${n}", empty: true}, {not: {value: "${n}", below: 1000}}]}, then: odd}
                otherwise: one
          - type: B
            id: "b-${k}"
            when: {value: "${k}", is: both}
            payload: {v: "${n}"}
        """;
    assertThat(entries(step, "k,n\nboth,10\nskip,1\none,7\nempty,\nbig,1000\n"))
        .containsExactly(
            "{\"type\":\"A\",\"id\":\"a-both\",\"payload\":{\"v\":\"two\"}}",
            "{\"type\":\"B\",\"id\":\"b-both\",\"payload\":{\"v\":\"10\"}}",
            "{\"type\":\"A\",\"id\":\"a-one\",\"payload\":{\"v\":\"one\"}}",
            "{\"type\":\"A\",\"id\":\"a-empty\",\"payload\":{\"v\":\"odd\"}}",
            "{\"type\":\"A\",\"id\":\"a-big\",\"payload\":{\"v\":\"odd\"}}");
  }

  @Test
  void rowsOfOneKeyBecomeOneCommandOfBoundedSize() {
    String step =
        """
        commands:
          - type: R
            id: "r-${n}"
            payload: {accountId: "${k}"}
            batch: {into: items, by: "${k}", upTo: 2, each: {n: "${n}"}}
        """;
    assertThat(entries(step, "k,n\na,1\nb,2\na,3\na,4\n"))
        .containsExactly(
            "{\"type\":\"R\",\"id\":\"r-1\",\"payload\":{\"accountId\":\"a\",\"items\":[{\"n\":\"1\"},{\"n\":\"3\"}]}}",
            "{\"type\":\"R\",\"id\":\"r-2\",\"payload\":{\"accountId\":\"b\",\"items\":[{\"n\":\"2\"}]}}",
            "{\"type\":\"R\",\"id\":\"r-4\",\"payload\":{\"accountId\":\"a\",\"items\":[{\"n\":\"4\"}]}}");
    assertThat(entries(step.replace("upTo: 2", "consecutive: true"), "k,n\na,1\nb,2\na,3\na,4\n"))
        .hasSize(3);
    assertThat(entries(step.replace("upTo: 2", "openRows: 2"), "k,n\na,1\nb,2\na,3\na,4\n"))
        .hasSize(3)
        .last()
        .asString()
        .contains("[{\"n\":\"4\"}]");
  }

  @Test
  void aCounterBeginsANewYearWhenTheMonthFalls() {
    String step =
        """
        let: {year: {counter: {from: 2008, upWhenLower: "${m}"}}}
        commands: [{type: T, id: "t", payload: {on: "${year}-${m}-01"}}]
        """;
    assertThat(entries(step, "m\n05\n12\n01\n01\n12\n05\n").toString())
        .contains("2008-05-01", "2008-12-01", "2009-01-01", "2009-12-01", "2010-05-01");
  }

  @Test
  void aDayClosesAtTheBalanceThatItsRowsLeadToWhateverTheirOrder() {
    String step =
        """
        running: {by: "${k}", on: "${d}", add: "${a}", balance: "${b}", tolerance: 0.1, completeUntil: 2024-01-03}
        commands: [{type: T, id: "t", payload: {k: "${k}", on: "${d}", from: "${opening}", to: "${closing}"}}]
        """;
    List<String> entries =
        entries(
            step,
            """
            k,d,a,b
            x,2024-01-01,100,100
            x,2024-01-02,-50,60.05
            x,2024-01-02,10,110.05
            y,2024-01-02,5,5
            x,2024-01-03,1,99
            y,2024-01-01,5,5
            x,2024-01-04,1,100
            """);
    assertThat(entries.toString())
        .contains("\"on\":\"2024-01-01\",\"from\":\"0\",\"to\":\"100\"")
        .contains("\"on\":\"2024-01-02\",\"from\":\"100\",\"to\":\"60.05\"")
        .contains("7 OUT_OF_ORDER", "6 BALANCE_MISMATCH")
        .doesNotContain("2024-01-04");
  }

  @Test
  void theShapeOfIdentifiersMoneyAndDatesIsChecked() {
    String id = "commands: [{type: T, id: \"t\", payload: {customerId: \"${x}\"}}]";
    assertThat(entries(id, "x\na b\n")).containsExactly("2 BAD_IDENTIFIER");
    String money =
        "commands: [{type: T, id: \"t\", payload: {p: {amount: \"${x}\", currency: CZK}}}]";
    assertThat(entries(money, "x\nmuch\n")).containsExactly("2 BAD_MONEY");
    assertThat(entries(money, "x,y\n,1\n")).containsExactly("2 BAD_MONEY");
    String on = "commands: [{type: T, id: \"t\", payload: {openedOn: \"${x}\"}}]";
    assertThat(entries(on, "x\n2024-02-30\n")).containsExactly("2 BAD_DATE");
    String command = "commands: [{type: T, id: \"t ${x}\", payload: {v: 1}}]";
    assertThat(entries(command, "x\n1\n")).containsExactly("2 BAD_COMMAND_ID");
    String required =
        "commands: [{type: T, id: \"t\", required: [v], payload: {v: \"${x}\", w: 1}}]";
    assertThat(entries(required, "x,y\n,1\n")).containsExactly("2 MISSING");
    assertThat(entries(required, "x,y\n1\n")).containsExactly("2 FIELD_COUNT");
  }

  @Test
  void anUnknownWordInAMappingIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> entries("comands: []", "x\n1\n"))
        .isInstanceOf(Problem.Unusable.class)
        .hasMessageContaining("Step 1: \"comands\" is not known here");
    assertThatThrownBy(() -> value("${x|tabel:letters}", "A"))
        .hasMessageContaining("There is no filter \"tabel\"");
    assertThatThrownBy(() -> value("${x|table:leters}", "A"))
        .hasMessageContaining("no table \"leters\"; it has: letters, strict");
  }

  @Test
  void aFileWithoutTheColumnIsNamedAsTheWrongOne() {
    assertThatThrownBy(() -> value("${y}", "A"))
        .hasMessageContaining("has no column \"y\"; its columns are: x, m");
  }

  @Test
  void theExamplesAreUnderstood() {
    for (String example : List.of("berka", "bank-marketing")) {
      Mapping mapping = MappingFile.read(Path.of("examples", example + ".yaml"), directory);
      assertThat(mapping.name()).isEqualTo(example);
    }
  }
}
