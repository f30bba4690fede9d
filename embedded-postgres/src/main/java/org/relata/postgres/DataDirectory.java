package org.relata.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryForeign;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryVersion;

/**
 * The directory in which a server keeps everything: the cluster, the superuser's password, the log
 * and the claim of the program that uses it. Whoever has an instance holds the claim.
 */
final class DataDirectory implements AutoCloseable {

  static final String SUPERUSER = "postgres";

  private static final String CLUSTER = "cluster";
  private static final String UNFINISHED = "cluster.unfinished";
  private static final String PASSWORD = "superuser.password";
  private static final String LOCK = "lock";
  private static final String LOG = "server.log";
  private static final String OLD_LOG = "server.log.1";
  private static final String UNFINISHED_PASSWORD = "superuser.password.unfinished";
  private static final Set<String> OURS =
      Set.of(CLUSTER, UNFINISHED, PASSWORD, UNFINISHED_PASSWORD, LOCK, LOG, OLD_LOG);
  private static final String SETTINGS = "relata.conf";
  private static final long LOG_LIMIT = 10_000_000;

  private final Path root;
  private final DirectoryLock lock;

  private DataDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Claims the directory; refuses one that is not ours or that a live program uses. */
  static DataDirectory claim(Path directory) {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new DataDirectoryForeign(directory, "is not a directory");
      }
      Path root = Files.createDirectories(directory).toRealPath();
      refuseForeign(root);
      return new DataDirectory(root, DirectoryLock.take(root, root.resolve(LOCK)));
    } catch (IOException e) {
      throw PostgresFailure.of("The data directory " + directory + " cannot be used", e);
    }
  }

  private static void refuseForeign(Path root) throws IOException {
    if (Files.exists(root.resolve("PG_VERSION"))) {
      throw new DataDirectoryForeign(root, "is a PostgreSQL directory of another program");
    }
    try (Stream<Path> entries = Files.list(root)) {
      Set<String> foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !OURS.contains(name))
              .collect(Collectors.toSet());
      if (!foreign.isEmpty() && !Files.exists(root.resolve(CLUSTER))) {
        throw new DataDirectoryForeign(
            root, "is not empty and no PostgreSQL directory of this program");
      }
    }
  }

  /**
   * Makes the cluster unless it exists. It is made beside its place and renamed, so that a program
   * killed half way leaves a directory that the next start makes anew.
   */
  void prepare(PostgresPrograms programs) {
    try {
      if (Files.exists(cluster())) {
        refuseOtherVersion(programs);
        return;
      }
      Path unfinished = root.resolve(UNFINISHED);
      PostgresBinaries.deleteTree(unfinished);
      choosePassword();
      programs.initialise(unfinished, SUPERUSER, passwordFile());
      Files.writeString(
          unfinished.resolve("postgresql.conf"),
          "\ninclude_if_exists = '" + SETTINGS + "'\n",
          StandardOpenOption.APPEND);
      Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw PostgresFailure.of("The data directory " + root + " could not be prepared", e);
    }
  }

  /**
   * Chooses the superuser's password for a cluster that is still to be made, unless it is known.
   */
  void choosePassword() {
    try {
      if (Files.exists(passwordFile())) {
        return;
      }
      if (Files.exists(cluster())) {
        throw new DataDirectoryForeign(root, "lacks its file " + PASSWORD);
      }
      writePassword();
    } catch (IOException e) {
      throw PostgresFailure.of("The data directory " + root + " could not be prepared", e);
    }
  }

  private void refuseOtherVersion(PostgresPrograms programs) throws IOException {
    Path version = cluster().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      throw new DataDirectoryForeign(root, "holds a cluster without PG_VERSION");
    }
    String found = Files.readString(version, StandardCharsets.US_ASCII).strip();
    String expected = programs.majorVersion();
    if (!found.equals(expected)) {
      throw new DataDirectoryVersion(root, found, expected);
    }
    if (!Files.exists(passwordFile())) {
      throw new DataDirectoryForeign(root, "lacks its file " + PASSWORD);
    }
  }

  private void writePassword() throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path unfinished = root.resolve(UNFINISHED_PASSWORD);
    Files.deleteIfExists(unfinished);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(unfinished, password + "\n", StandardCharsets.US_ASCII);
    Files.move(unfinished, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  String password() {
    try {
      return Files.readString(passwordFile(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw PostgresFailure.of("The superuser's password cannot be read", e);
    }
  }

  void writeSettings(Map<String, String> settings) {
    String lines =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    try {
      Files.writeString(cluster().resolve(SETTINGS), lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PostgresFailure.of("The server's settings could not be written", e);
    }
  }

  /** Keeps one log of the past, so that a server for ever restarted does not fill the disk. */
  void turnLogOver() {
    try {
      if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT) {
        Files.move(log(), root.resolve(OLD_LOG), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw PostgresFailure.of("The server's log could not be turned over", e);
    }
  }

  /** Where the log ends now; what the server says next begins here. */
  long logEnd() {
    try {
      return Files.exists(log()) ? Files.size(log()) : 0;
    } catch (IOException e) {
      throw PostgresFailure.of("The server's log cannot be read", e);
    }
  }

  String logSince(long begin) {
    try {
      byte[] all = Files.exists(log()) ? Files.readAllBytes(log()) : new byte[0];
      int from = (int) Math.min(begin, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw PostgresFailure.of("The server's log cannot be read", e);
    }
  }

  /** Forgets the data for good. No server may run in the directory. */
  void deleteCluster() {
    try {
      PostgresBinaries.deleteTree(cluster());
    } catch (IOException e) {
      throw PostgresFailure.of("The cluster could not be deleted", e);
    }
  }

  Path root() {
    return root;
  }

  Path cluster() {
    return root.resolve(CLUSTER);
  }

  Path log() {
    return root.resolve(LOG);
  }

  private Path passwordFile() {
    return root.resolve(PASSWORD);
  }

  @Override
  public void close() {
    lock.close();
  }
}
