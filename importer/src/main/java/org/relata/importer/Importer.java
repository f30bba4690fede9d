package org.relata.importer;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 all rows are in, 1 some rows were refused, 2 the import could not
 * be done with this mapping, input, option or server.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Turns rows of CSV and XLSX files into commands, and sends them.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all rows are in",
      "1:some rows were refused; they are in the error files",
      "2:unusable mapping, input, option or server"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class Importer implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MAPPING", description = "The mapping file (YAML).")
  private Path mappingFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the inputs (default: here).")
  private Path data = Path.of("");

  @Option(names = "--url", description = "The server (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--client-id", description = "Client for the token (default: ${DEFAULT-VALUE}).")
  private String clientId = "integrator";

  @Option(
      names = "--client-secret",
      description = "Its secret (default: the variable RELATA_CLIENT_SECRET).")
  private @Nullable String clientSecret;

  @Option(names = "--token-url", description = "Token endpoint (default: URL/oauth2/token).")
  private @Nullable URI tokenUrl;

  @Option(names = "--token", description = "A bearer token instead of client and secret.")
  private @Nullable String token;

  @Option(
      names = "--errors",
      paramLabel = "DIR",
      description = "Directory of error files and state file (default: ${DEFAULT-VALUE}).")
  private Path errors = Path.of("import-errors");

  @Option(names = "--dry-run", description = "Read, map and check everything; send nothing.")
  private boolean dryRun;

  @Option(names = "--resume", description = "Go on where an import was broken off.")
  private boolean resume;

  @Option(names = "--retry", paramLabel = "ERRORFILE", description = "Import a mended error file.")
  private @Nullable Path retry;

  @Option(names = "--step", description = "Run this step alone; may be given more than once.")
  private List<String> steps = List.of();

  @Option(
      names = "--input",
      paramLabel = "STEP=FILE",
      description = "Take another file for a step; may be given more than once.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(names = "--no-progress", description = "No progress bar.")
  private boolean quiet;

  @Option(
      names = "--retries",
      description = "Attempts after the first (default: ${DEFAULT-VALUE}).")
  private int retries = Sender.Settings.USUAL.retries();

  @Option(names = "--pause", description = "Before a second attempt (default: ${DEFAULT-VALUE}).")
  private Duration pause = Sender.Settings.USUAL.pause();

  @Option(names = "--window", description = "Commands per request (default: ${DEFAULT-VALUE}).")
  private int window = Sender.Settings.USUAL.commands();

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Importer())
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (e instanceof Problem.Unusable) {
                line.getErr().println(e.getMessage());
                line.getErr().flush();
                return UNUSABLE;
              }
              throw e;
            });
  }

  @Override
  public Integer call() {
    Plan plan = Plan.of(MappingFile.read(mappingFile, data), data, steps, inputs, retry);
    Mapping mapping = plan.mapping();
    PrintWriter out = spec.commandLine().getOut();
    Path directory = errors.resolve(mapping.name());
    int code = dryRun ? rehearse(plan, directory, out) : send(plan, directory, out);
    out.flush();
    return code;
  }

  private int rehearse(Plan plan, Path directory, PrintWriter out) {
    try (Journal journal =
        new Journal(directory, plan.fingerprint(), null, ".dry-run" + plan.suffix())) {
      DryRun run = new DryRun(journal, out, command -> {});
      run(plan, journal, run);
      out.println("Dry run, nothing was sent.");
      run.counts().forEach((type, count) -> out.printf("%,12d %s%n", count, type));
      return refusals(journal, out);
    }
  }

  private int send(Plan plan, Path directory, PrintWriter out) {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build()) {
      Commands commands = new Commands(http, url, tokens(http));
      try {
        return send(plan, directory, commands, resume, out);
      } catch (Sender.AnotherLog e) {
        out.println(e.getMessage() + " Everything is sent from the beginning.");
        return send(plan, directory, commands, false, out);
      }
    }
  }

  private int send(Plan plan, Path directory, Commands commands, boolean goOn, PrintWriter out) {
    Path state = directory.resolve(plan.stateName());
    try (Journal journal = new Journal(directory, plan.fingerprint(), state, plan.suffix());
        Sender sender =
            new Sender(
                commands,
                journal,
                new Sender.Settings(
                    window,
                    Sender.Settings.USUAL.characters(),
                    retries,
                    pause,
                    Sender.Settings.USUAL.patience()))) {
      if (goOn) {
        out.println(
            journal.resume()
                ? "Going on with step \"%s\" after line %d."
                    .formatted(journal.state().step(), journal.state().line())
                : "There is no state file " + state + "; starting from the beginning.");
      }
      run(plan, journal, sender);
      journal.save(true);
      Journal.State end = journal.state();
      out.printf("%,d commands stored, %,d were known already.%n", end.stored(), end.unchanged());
      return refusals(journal, out);
    }
  }

  private void run(Plan plan, Journal journal, Sink sink) {
    List<Mapping.Step> all = plan.mapping().steps();
    List<String> order = all.stream().map(Mapping.Step::name).toList();
    for (Mapping.Step step : all) {
      if (!journal.isDone(step.name(), order)) {
        try (Bar bar = Bar.of(step.name(), step.input().size(data), quiet)) {
          new StepRun(step, data, sink).run(bar::at);
        }
      }
    }
  }

  private static int refusals(Journal journal, PrintWriter out) {
    if (journal.state().refused() == 0) {
      return CommandLine.ExitCode.OK;
    }
    out.printf(
        "%,d were refused; the rows, with the reasons, are in:%n", journal.state().refused());
    journal.errorFiles().forEach(file -> out.println("  " + file));
    return REFUSED;
  }

  private Tokens tokens(HttpClient http) {
    if (token != null) {
      return new Tokens.Fixed(token);
    }
    String secret = clientSecret == null ? System.getenv("RELATA_CLIENT_SECRET") : clientSecret;
    if (secret == null) {
      throw new Problem.Unusable("Give --client-secret (or RELATA_CLIENT_SECRET), or --token.");
    }
    URI endpoint = tokenUrl == null ? url.resolve("/oauth2/token") : tokenUrl;
    return new Tokens.ClientCredentials(http, endpoint, clientId, secret);
  }
}
