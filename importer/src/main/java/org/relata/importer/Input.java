package org.relata.importer;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A file to be read.
 *
 * @param file its path, as a rule relative to the data directory; {@code .gz} is unpacked on the
 *     way
 * @param columns names for the columns of a file without a header
 * @param sheet the sheet of a workbook; empty is the first one
 * @param identifiers columns whose numeric cells in a workbook are refused
 */
record Input(
    String file, Format format, List<String> columns, String sheet, Set<String> identifiers) {

  /**
   * How a CSV file is written.
   *
   * @param trim blanks around a value do not count
   */
  record Format(Charset charset, char separator, char quote, boolean header, boolean trim) {
    static final Format USUAL = new Format(StandardCharsets.UTF_8, ',', '"', true, true);
  }

  static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Problem.Unusable("\"" + name + "\" is not a character set.", e);
    }
  }

  Path path(Path directory) {
    return directory.resolve(file);
  }

  /**
   * Opens the file.
   *
   * @param derived columns to be added behind those of the file
   * @throws Problem.Unusable if it is not there or not what it is said to be
   */
  Rows open(Path directory, List<String> derived) {
    Path path = path(directory);
    if (!Files.isRegularFile(path)) {
      throw new Problem.Unusable(
          "There is no file %s; --data names the directory of the inputs.".formatted(path));
    }
    try {
      return isWorkbook() ? new XlsxRows(path, this, derived) : new CsvRows(path, this, derived);
    } catch (IOException e) {
      throw new Problem.Unusable("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  boolean isWorkbook() {
    return file.toLowerCase(Locale.ROOT).endsWith(".xlsx");
  }

  long size(Path directory) {
    try {
      return Files.size(path(directory));
    } catch (IOException e) {
      throw new Problem.Unusable("There is no file " + path(directory) + ".", e);
    }
  }

  /** The same kind of file at another place; a workbook is mended as a CSV file. */
  Input at(String other) {
    return new Input(other, format, columns, sheet, identifiers);
  }
}
