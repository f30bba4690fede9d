package org.relata.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sheet. Spreadsheets keep 15 digits of a number, and drop leading zeros: an
 * identifier that is a number there may have been changed already, and is refused.
 */
final class XlsxRows implements Rows {
  private static final MathContext KEPT_DIGITS = new MathContext(15);

  private final Path path;
  private final Input input;
  private final ReadableWorkbook workbook;
  private final Stream<org.dhatim.fastexcel.reader.Row> stream;
  private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
  private final Row.Columns columns;
  private long number;

  XlsxRows(Path path, Input input, List<String> derived) throws IOException {
    this.path = path;
    this.input = input;
    try {
      this.workbook = new ReadableWorkbook(path.toFile(), new ReadingOptions(true, false));
    } catch (IOException | ExcelReaderException e) {
      throw new Problem.Unusable(path + " is not a workbook: " + e.getMessage(), e);
    }
    Sheet sheet =
        input.sheet().isEmpty()
            ? workbook.getFirstSheet()
            : workbook
                .findSheet(input.sheet())
                .orElseThrow(
                    () ->
                        new Problem.Unusable(
                            "%s has no sheet \"%s\".".formatted(path, input.sheet())));
    this.stream = sheet.openStream();
    this.rows = stream.iterator();
    if (!rows.hasNext()) {
      throw new Problem.Unusable(path + " is empty.");
    }
    List<String> names = new ArrayList<>();
    for (Cell cell : rows.next()) {
      names.add(cell == null ? "" : cell.getText().strip());
    }
    while (!names.isEmpty() && names.getLast().isEmpty()) {
      names.removeLast();
    }
    this.columns = new Row.Columns(names, derived);
  }

  @Override
  public Row.Columns columns() {
    return columns;
  }

  @Override
  public @Nullable Row next() {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      return row(rows.next());
    } catch (ExcelReaderException e) {
      throw new Problem.Unusable(
          "%s cannot be read after row %d: %s".formatted(path, number, e.getMessage()), e);
    }
  }

  private Row row(org.dhatim.fastexcel.reader.Row cells) {
    number++;
    List<String> fields = new ArrayList<>();
    Problem defect = null;
    for (int i = 0; i < columns.file().size(); i++) {
      String name = columns.file().get(i);
      Cell cell = cells.getOptionalCell(i).orElse(null);
      fields.add(cell == null ? "" : text(cell));
      if (defect == null && cell != null) {
        defect = defect(name, cell);
      }
    }
    return columns.row(fields, cells.getRowNum(), number, defect);
  }

  private @Nullable Problem defect(String name, Cell cell) {
    if (cell.getType() == CellType.ERROR) {
      return new Problem(
          name, "CELL_ERROR", "The cell holds the error " + cell.getRawValue() + ".");
    }
    if (!isNumber(cell)) {
      return null;
    }
    if (input.identifiers().contains(name)) {
      return new Problem(
          name,
          "NUMERIC_IDENTIFIER",
          "The identifier is in a numeric cell; spreadsheets keep only 15 digits of a number and"
              + " drop leading zeros, so it may have been changed. Format the column as text and"
              + " enter it again.");
    }
    return null;
  }

  private static boolean isNumber(Cell cell) {
    return cell.getType() == CellType.NUMBER
        || (cell.getType() == CellType.FORMULA && cell.getValue() instanceof BigDecimal);
  }

  private String text(Cell cell) {
    String text;
    if (isNumber(cell)) {
      text = isDate(cell) ? day(cell) : shown(cell.asNumber());
    } else {
      text = cell.getText();
    }
    return input.format().trim() ? text.strip() : text;
  }

  /** What the spreadsheet shows of 0.30000000000000004. */
  private static String shown(BigDecimal value) {
    return value.round(KEPT_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String day(Cell cell) {
    return cell.asDate().toLocalDate().toString();
  }

  /** Whether the number is shown as a date: only the format of the cell can tell. */
  private static boolean isDate(Cell cell) {
    String format = cell.getDataFormatString();
    if (format == null) {
      Integer id = cell.getDataFormatId();
      return id != null && id >= 14 && id <= 17;
    }
    String plain = format.replaceAll("\\[[^]]*]|\"[^\"]*\"", "").toLowerCase(Locale.ROOT);
    return plain.contains("y") || (plain.contains("d") && plain.contains("m"));
  }

  /** The reader does not tell where it is. */
  @Override
  public long position() {
    return 0;
  }

  @Override
  public void close() {
    stream.close();
    try {
      workbook.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
