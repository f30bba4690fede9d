package org.relata.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call of the program is to do: the steps that were asked for, with their inputs.
 *
 * @param fingerprint of the mapping and the inputs; a state file belongs to one
 * @param suffix of the error files, after the name of the step
 */
record Plan(Mapping mapping, String fingerprint, String suffix) {
  private static final String ERRORS = ".errors.csv";

  /**
   * Makes a plan of the options.
   *
   * @throws Problem.Unusable if they name a step that there is not, or a file that is no error file
   */
  static Plan of(
      Mapping mapping,
      Path data,
      List<String> only,
      Map<String, Path> inputs,
      @Nullable Path retry) {
    List<String> names = mapping.steps().stream().map(Mapping.Step::name).toList();
    List<String> asked = new ArrayList<>(only);
    asked.addAll(inputs.keySet());
    for (String name : asked) {
      if (!names.contains(name)) {
        throw new Problem.Unusable(
            "There is no step \"%s\"; the steps are: %s."
                .formatted(name, String.join(", ", names)));
      }
    }
    List<Mapping.Step> steps = new ArrayList<>();
    String suffix = ERRORS;
    if (retry == null) {
      for (Mapping.Step step : mapping.steps()) {
        if (only.isEmpty() || only.contains(step.name())) {
          Path other = inputs.get(step.name());
          steps.add(other == null ? step : step.withInput(at(step, other)));
        }
      }
    } else {
      steps.add(mended(mapping, retry));
      // What is refused again must not overwrite the file that is being read.
      suffix = again(retry, steps.getFirst());
    }
    Mapping chosen = new Mapping(mapping.name(), mapping.fingerprint(), steps);
    return new Plan(chosen, fingerprint(chosen, data), suffix);
  }

  private static Input at(Mapping.Step step, Path file) {
    return step.input().at(file.toAbsolutePath().toString());
  }

  private static Mapping.Step mended(Mapping mapping, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem.Unusable("There is no error file " + file + ".");
    }
    for (Mapping.Step step : mapping.steps()) {
      Input input = at(step, file);
      try (Rows rows = input.open(Path.of(""), List.of())) {
        Row row = rows.columns().has(ErrorFile.STEP) ? rows.next() : null;
        if (row != null && row.get(ErrorFile.STEP).equals(step.name())) {
          return step.withInput(input);
        }
      }
    }
    throw new Problem.Unusable(
        "%s is no error file of the mapping \"%s\".".formatted(file, mapping.name()));
  }

  private static String again(Path retry, Mapping.Step step) {
    String name = retry.getFileName().toString();
    String suffix = ERRORS;
    while (name.equals(step.name() + suffix)) {
      suffix = ".again" + suffix;
    }
    return suffix;
  }

  private static String fingerprint(Mapping mapping, Path data) {
    StringBuilder text = new StringBuilder(mapping.fingerprint());
    for (Mapping.Step step : mapping.steps()) {
      text.append(' ')
          .append(step.name())
          .append('=')
          .append(step.input().path(data))
          .append(':')
          .append(step.input().size(data));
    }
    return text.toString();
  }

  /** An import of other steps or inputs does not spoil the state of the whole. */
  String stateName() {
    return "import-" + Integer.toHexString(fingerprint.hashCode()) + ".state.json";
  }
}
