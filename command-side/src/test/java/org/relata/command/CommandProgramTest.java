package org.relata.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CommandProgramTest {

  @Test
  void withoutDatabaseAndIssuerItSaysWhatItNeedsAndNothingElse(CapturedOutput output) {
    assertThatThrownBy(() -> CommandProgram.program().run()).isInstanceOf(MissingSettings.class);
    assertThat(output)
        .contains("spring.datasource.url", "spring.datasource.username", "issuer-uri")
        .contains("SPRING_DATASOURCE_URL")
        .doesNotContain("\tat org.");
  }

  @Test
  void whatIsGivenIsNotAskedForAgain() {
    assertThatThrownBy(
            () ->
                CommandProgram.program()
                    .run("--relata.command.datasource.url=jdbc:postgresql://x/y"))
        .isInstanceOf(MissingSettings.class)
        .hasMessageContaining("issuer-uri")
        .hasMessageNotContaining("datasource");
  }
}
