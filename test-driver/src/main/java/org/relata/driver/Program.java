package org.relata.driver;

import java.net.URL;
import org.jspecify.annotations.Nullable;

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

  /** Whether its classes are found in a jar, and not in a directory as before packaging. */
  boolean isPackaged() {
    String entry = mainClass.replace('.', '/') + ".class";
    @Nullable URL place = Program.class.getClassLoader().getResource(entry);
    return place != null && place.getProtocol().equals("jar");
  }
}
