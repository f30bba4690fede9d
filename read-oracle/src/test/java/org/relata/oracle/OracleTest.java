package org.relata.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.sql.Connection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is kept and what is said is what the folds make of the log. */
class OracleTest {

  private static final int QUESTIONS = 600;

  @Test
  void everyTableHoldsWhatTheFoldsMakeOfTheLog() throws Exception {
    assertThat(OracleBank.ORACLE.tables()).isEmpty();
  }

  @Test
  void everyAnswerIsWhatTheFoldsMakeOfTheLogAtThePositionThatItNames() throws Exception {
    ReadOracle.Report report =
        OracleBank.ORACLE.questions(OracleBank.CLIENT, QUESTIONS, OracleBank.SEED);
    assertThat(report.differences()).isEmpty();
    assertThat(report.questions()).isEqualTo(QUESTIONS);
    assertThat(report.positions()).hasSizeGreaterThan(QUESTIONS / 10);
    assertThat(report.tooCostly()).isLessThan(QUESTIONS / 10);
    Set<String> asked = new TreeSet<>(report.fields().keySet());
    OracleBank.SCHEMA.getQueryType().getFieldDefinitions().stream()
        .map(GraphQLFieldDefinition::getName)
        .filter(field -> !Coverage.notCovered().containsKey("Query." + field))
        .forEach(field -> assertThat(asked).contains(field));
  }

  @Test
  void nothingInTheSchemaIsUnknownToTheOracle() throws Exception {
    assertThat(unknown(OracleBank.SCHEMA)).isEmpty();
  }

  @Test
  void aNewFieldFilterOrderOrGroupIsUnknownUntilTheOracleLearnsIt() throws Exception {
    TypeDefinitionRegistry known =
        new SchemaParser().parse(new SchemaPrinter().print(OracleBank.SCHEMA));
    known.merge(
        new SchemaParser()
            .parse(
                """
                extend type Query { surprise: String }
                extend type Customer { surprise: String }
                extend input CustomerFilter { surprise: LongRange, aum: DecimalRange }
                extend enum AccountOrderBy { SURPRISE }
                extend enum TierGroupBy { SURPRISE }
                """));
    assertThat(unknown(UnExecutableSchemaGenerator.makeUnExecutableSchema(known)))
        .containsExactlyInAnyOrder(
            "field Query.surprise",
            "field Customer.surprise",
            "filter CustomerFilter.surprise",
            "filter CustomerFilter.aum",
            "order AccountOrderBy.SURPRISE",
            "group TierGroupBy.SURPRISE");
  }

  private static Set<String> unknown(GraphQLSchema asked) throws Exception {
    try (Connection connection = OracleBank.connect()) {
      return Coverage.unknown(asked, OracleStore.of(connection));
    }
  }
}
