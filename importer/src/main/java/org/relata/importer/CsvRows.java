package org.relata.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file. An error file of ours gives each row the line and number it first had.
 */
final class CsvRows implements Rows {
  private final Path path;
  private final boolean trim;
  private final Counted counted;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final Row.Columns columns;
  private final boolean mended;
  private @Nullable CsvRecord first;
  private long number;

  CsvRows(Path path, Input input, List<String> derived) throws IOException {
    this.path = path;
    Input.Format format = input.format();
    this.trim = format.trim();
    this.counted = new Counted(Files.newInputStream(path));
    InputStream bytes = new BufferedInputStream(counted, 1 << 16);
    if (path.toString().endsWith(".gz")) {
      bytes = new GZIPInputStream(bytes, 1 << 16);
    }
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .quoteCharacter(format.quote())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(
                new InputStreamReader(
                    bytes,
                    format
                        .charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    this.records = reader.iterator();
    CsvRecord head = advance();
    if (head == null) {
      throw new Problem.Unusable(path + " is empty.");
    }
    List<String> names = names(head);
    this.mended = names.contains(ErrorFile.ROW);
    if (!format.header() && !mended) {
      this.first = head;
      names = input.columns();
    }
    this.columns = new Row.Columns(names, derived);
  }

  private static List<String> names(CsvRecord head) {
    List<String> names = new ArrayList<>();
    for (String name : head.getFields()) {
      // A byte order mark would else be part of the first name.
      names.add((names.isEmpty() && name.startsWith("\uFEFF") ? name.substring(1) : name).strip());
    }
    return names;
  }

  private @Nullable CsvRecord advance() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Problem.Unusable(
          "%s cannot be read after row %d: %s. Are character set, separator and quote right?"
              .formatted(path, number, cause),
          e);
    }
  }

  @Override
  public Row.Columns columns() {
    return columns;
  }

  @Override
  public @Nullable Row next() {
    CsvRecord record = first == null ? advance() : first;
    first = null;
    if (record == null) {
      return null;
    }
    number++;
    List<String> fields =
        trim ? record.getFields().stream().map(String::strip).toList() : record.getFields();
    Row row = columns.row(fields, record.getStartingLineNumber(), number, null);
    return mended ? asItWas(row) : row;
  }

  private static Row asItWas(Row row) {
    try {
      return new Row(
          row.columns(),
          row.values(),
          Long.parseLong(row.get(ErrorFile.LINE)),
          Long.parseLong(row.get(ErrorFile.ROW)),
          row.defect());
    } catch (NumberFormatException e) {
      throw new Problem.Unusable(
          "Line %d of the error file has lost its %s or %s; these columns must stay as they were."
              .formatted(row.line(), ErrorFile.LINE, ErrorFile.ROW),
          e);
    }
  }

  @Override
  public long position() {
    return counted.position;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the bytes of the file as it is on disk, packed or not. */
  private static final class Counted extends FilterInputStream {
    private long position;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      position += Math.max(0, count);
      return count;
    }
  }
}
