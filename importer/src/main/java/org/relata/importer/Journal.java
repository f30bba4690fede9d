package org.relata.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what has become of the entries: the counts, the error files and, for resuming, the state
 * file. The state names the entry up to which all are settled, and how long the error file was
 * then; it is replaced as a whole, so that it is whole after any crash.
 */
final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ITEM = Pattern.compile("/payload/[^/]+/(\\d+)(/.*)?");
  private static final long SAVE_EVERY = 1_000_000_000L;

  private final Path directory;
  private final String fingerprint;
  private final @Nullable Path stateFile;
  private final String suffix;
  private final List<Path> errorFiles = new ArrayList<>();
  private State state;
  private @Nullable State resumed;
  private @Nullable ErrorFile errors;
  private long saved = System.nanoTime();

  /**
   * Where an import stands.
   *
   * @param fingerprint of mapping and inputs: another import cannot be resumed by it
   * @param incarnation of the log that has acknowledged; empty if none has yet
   * @param step the step that is running; the ones before it are done
   * @param entries how many entries of the step are settled
   * @param line the line of the input that the last settled entry came from
   * @param errorBytes the length of the step's error file at that point
   */
  record State(
      String fingerprint,
      String incarnation,
      String step,
      long entries,
      long line,
      long errorBytes,
      long stored,
      long unchanged,
      long refused,
      boolean done) {
    static State start(String fingerprint) {
      return new State(fingerprint, "", "", 0, 0, 0, 0, 0, 0, false);
    }

    State at(String step) {
      return new State(fingerprint, incarnation, step, 0, 0, 0, stored, unchanged, refused, false);
    }

    State settled(String incarnation, long line, Outcome outcome) {
      return new State(
          fingerprint,
          incarnation.isEmpty() ? this.incarnation : incarnation,
          step,
          entries + 1,
          line,
          errorBytes,
          stored + (outcome == Outcome.STORED ? 1 : 0),
          unchanged + (outcome == Outcome.UNCHANGED ? 1 : 0),
          refused + (outcome == Outcome.REFUSED ? 1 : 0),
          false);
    }

    State saved(long errorBytes, boolean done) {
      return new State(
          fingerprint,
          incarnation,
          step,
          entries,
          line,
          errorBytes,
          stored,
          unchanged,
          refused,
          done);
    }
  }

  /** How an entry ended; a repeated command is unchanged too. */
  enum Outcome {
    STORED,
    UNCHANGED,
    REFUSED
  }

  /**
   * Begins a journal.
   *
   * @param directory of the error files
   * @param stateFile null where nothing is acknowledged, as in a dry run
   * @param suffix of the names of the error files
   */
  Journal(Path directory, String fingerprint, @Nullable Path stateFile, String suffix) {
    this.directory = directory;
    this.fingerprint = fingerprint;
    this.stateFile = stateFile;
    this.suffix = suffix;
    this.state = State.start(fingerprint);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new Problem.Unusable(
          "The directory %s cannot be made: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /** Goes on from the state file, if there is one; says whether there was. */
  boolean resume() {
    if (stateFile == null || !Files.exists(stateFile)) {
      return false;
    }
    State found;
    try {
      found = JSON.readValue(stateFile, State.class);
    } catch (JacksonException e) {
      throw new Problem.Unusable(
          "The state file " + stateFile + " is broken; import without --resume.", e);
    }
    if (!found.fingerprint.equals(fingerprint)) {
      throw new Problem.Unusable(
          "The state file "
              + stateFile
              + " belongs to another mapping or other inputs; import without --resume. Nothing is"
              + " stored twice by that.");
    }
    state = found;
    resumed = found;
    return true;
  }

  State state() {
    return state;
  }

  List<Path> errorFiles() {
    return errorFiles;
  }

  /** Whether a step was done before the import was resumed. */
  boolean isDone(String step, List<String> order) {
    return resumed != null && (resumed.done || order.indexOf(step) < order.indexOf(resumed.step));
  }

  /** Begins a step; returns how many of its entries are settled already. */
  long begin(Mapping.Step step, Row.Columns columns) {
    State found = resumed;
    if (found == null || !found.step.equals(step.name())) {
      state = state.at(step.name());
    }
    resumed = null;
    errors =
        new ErrorFile(directory.resolve(step.name() + suffix), step, columns, state.errorBytes);
    if (state.errorBytes > 0) {
      errorFiles.add(errors.path());
    }
    return state.entries;
  }

  void stored(Entry.Command command, boolean unchanged, String incarnation) {
    settle(command, incarnation, unchanged ? Outcome.UNCHANGED : Outcome.STORED);
  }

  void rejected(Entry.Rejected rejected) {
    rejected.source().rows().forEach(row -> write(row, rejected.label(), rejected.problem()));
    settle(rejected, "", Outcome.REFUSED);
  }

  /**
   * Settles a refused command: of a batch, the items that the server names get their own reason,
   * and the others are told that they were in bad company.
   */
  void refused(Entry.Command command, Problem whole, List<Problem> parts) {
    List<Entry.Source> sources = command.sources();
    Problem[] own = new Problem[sources.size()];
    Entry.Source culprit = null;
    for (Problem part : parts) {
      Matcher matcher = ITEM.matcher(part.field());
      int item = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
      if (sources.size() > 1 && item >= 0 && item < own.length) {
        own[item] = part;
        culprit = sources.get(item);
      }
    }
    Problem common = parts.isEmpty() ? whole : parts.getFirst();
    if (culprit != null) {
      common =
          new Problem(
              "",
              whole.code(),
              "Refused together with line %d: %s".formatted(culprit.last().line(), whole.reason()));
    }
    for (int i = 0; i < own.length; i++) {
      Problem problem = own[i] == null ? common : own[i];
      sources.get(i).rows().forEach(row -> write(row, command.label(), problem));
    }
    settle(command, "", Outcome.REFUSED);
  }

  private void write(Row row, String label, Problem problem) {
    ErrorFile file = errors;
    if (file == null) {
      throw new IllegalStateException("no step has begun");
    }
    if (!errorFiles.contains(file.path())) {
      errorFiles.add(file.path());
    }
    file.write(row, label, problem);
  }

  private void settle(Entry entry, String incarnation, Outcome outcome) {
    state = state.settled(incarnation, entry.sources().getLast().last().line(), outcome);
    if (System.nanoTime() - saved > SAVE_EVERY) {
      save(false);
    }
  }

  /** Writes the state down, so that a later import can go on from here. */
  void save(boolean done) {
    saved = System.nanoTime();
    state = state.saved(errors == null ? 0 : errors.flush(), done);
    if (stateFile == null) {
      return;
    }
    try {
      Path next = stateFile.resolveSibling(stateFile.getFileName() + ".new");
      JSON.writeValue(next, state);
      Files.move(
          next, stateFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | JacksonException e) {
      throw new Problem.Unusable(
          "The state file %s cannot be written: %s".formatted(stateFile, e.getMessage()), e);
    }
  }

  /** The step is over and all its entries are settled. */
  void end() {
    save(false);
    close();
  }

  @Override
  public void close() {
    if (errors != null) {
      errors.close();
      errors = null;
    }
  }
}
