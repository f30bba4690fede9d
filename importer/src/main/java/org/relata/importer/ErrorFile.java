package org.relata.importer;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refused rows of one step: the columns of the input, as they were, and then why. It is written
 * as the input is, so that it can be mended and be the input of the same step. There is no file
 * until a row is refused.
 */
final class ErrorFile implements AutoCloseable {
  static final String LINE = "_line";
  static final String ROW = "_row";
  static final String STEP = "_step";
  static final String COMMAND = "_command";
  static final String FIELD = "_field";
  static final String REASON = "_reason";
  static final String CODE = "_code";
  private static final List<String> OURS = List.of(LINE, ROW, STEP, COMMAND, FIELD, REASON, CODE);

  private final Path path;
  private final Mapping.Step step;
  private final List<String> original;
  private @Nullable FileChannel channel;
  private @Nullable CsvWriter writer;

  /**
   * Prepares the file.
   *
   * @param kept bytes of it that are to stay, from an import that is resumed; 0 begins anew
   */
  ErrorFile(Path path, Mapping.Step step, Row.Columns columns, long kept) {
    this.path = path;
    this.step = step;
    List<String> carried = step.carried().stream().map(name -> "_" + name).toList();
    this.original =
        columns.file().stream()
            .filter(name -> !OURS.contains(name) && !carried.contains(name))
            .toList();
    try {
      if (kept > 0) {
        open(kept);
      } else {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Problem.Unusable unusable(IOException e) {
    return new Problem.Unusable(
        "The error file %s cannot be written: %s".formatted(path, e.getMessage()), e);
  }

  private CsvWriter open(long kept) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(kept);
    file.position(kept);
    Input.Format format = step.input().format();
    Writer text = new OutputStreamWriter(Channels.newOutputStream(file), format.charset());
    CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(format.separator())
            .quoteCharacter(format.quote())
            .build(text);
    channel = file;
    writer = csv;
    if (kept == 0) {
      List<String> head = new ArrayList<>(original);
      step.carried().forEach(name -> head.add("_" + name));
      head.addAll(OURS);
      csv.writeRecord(head);
    }
    return csv;
  }

  /** Adds a row. */
  void write(Row row, String label, Problem problem) {
    List<String> fields = new ArrayList<>();
    original.forEach(name -> fields.add(row.get(name)));
    step.carried().forEach(name -> fields.add(row.get(name)));
    fields.add(Long.toString(row.line()));
    fields.add(Long.toString(row.number()));
    fields.add(step.name());
    fields.add(label);
    fields.add(problem.field());
    fields.add(problem.reason().replaceAll("\\R", " "));
    fields.add(problem.code());
    try {
      CsvWriter csv = writer == null ? open(0) : writer;
      csv.writeRecord(fields);
    } catch (IOException e) {
      throw unusable(e);
    } catch (UncheckedIOException e) {
      throw unusable(new IOException(e));
    }
  }

  /** Brings all rows to disk; returns the length of the file in bytes, 0 if there is none. */
  long flush() {
    try {
      if (writer == null || channel == null) {
        return 0;
      }
      writer.flush();
      return channel.position();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }
}
