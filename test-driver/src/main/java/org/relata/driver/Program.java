package org.relata.driver;

/** The programs that can be started as processes of their own; the class path must hold them. */
public enum Program {
  STANDALONE("org.relata.standalone.Relata"),
  COMMAND_SIDE("org.relata.command.CommandProgram"),
  QUERY_SIDE("org.relata.query.QueryProgram");

  private final String mainClass;

  Program(String mainClass) {
    this.mainClass = mainClass;
  }

  String mainClass() {
    return mainClass;
  }
}
