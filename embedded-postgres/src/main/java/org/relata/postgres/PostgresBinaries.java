package org.relata.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the PostgreSQL of this machine's platform from the class path, once per machine and
 * version. It is unpacked beside its final place and renamed, so that a program killed half way
 * leaves nothing that looks complete, and two programs at once do not disturb each other.
 */
final class PostgresBinaries {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final ConcurrentHashMap<Path, Path> UNPACKED = new ConcurrentHashMap<>();

  private PostgresBinaries() {}

  /**
   * The user's cache, because a temporary directory may be swept under a running server; in a
   * container without a home the temporary directory has to do.
   */
  static Path usualPlace() {
    Path home = Path.of(System.getProperty("user.home", "?"));
    return Files.isWritable(home)
        ? home.resolve(".cache").resolve("relata")
        : Path.of(
            System.getProperty("java.io.tmpdir"), "relata-" + System.getProperty("user.name"));
  }

  /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpackedUnder(Path place) {
    return UNPACKED.computeIfAbsent(place.toAbsolutePath().normalize(), PostgresBinaries::unpack);
  }

  private static Path unpack(Path place) {
    try {
      byte[] archive = archive();
      Path home = place.resolve("postgres-" + fingerprint(archive));
      if (Files.isDirectory(home)) {
        return home;
      }
      LOG.info("Unpacking PostgreSQL to {}", home);
      Files.createDirectories(place);
      Path fresh = Files.createTempDirectory(place, "unpacking-");
      extract(archive, fresh);
      return moveInto(home, fresh);
    } catch (IOException e) {
      throw PostgresFailure.of("PostgreSQL could not be unpacked to " + place, e);
    }
  }

  private static Path moveInto(Path home, Path fresh) throws IOException {
    try {
      return Files.move(fresh, home);
    } catch (IOException e) {
      deleteTree(fresh);
      if (Files.isDirectory(home)) {
        return home; // another program was faster
      }
      throw e;
    }
  }

  private static byte[] archive() throws IOException {
    String system = operatingSystem();
    String machine = System.getProperty("os.arch", "");
    try (InputStream found =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system, "amd64".equals(machine) ? "x86_64" : machine)) {
      if (found == null) {
        throw new IOException("no PostgreSQL for " + system + " on " + machine);
      }
      return found.readAllBytes();
    }
  }

  static String operatingSystem() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "Windows";
    }
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static String fingerprint(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, target);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("entry outside of the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, target.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      boolean executable = (entry.getMode() & 0100) != 0 || entry.getName().contains("bin/");
      if (executable && !file.toFile().setExecutable(true)) {
        throw new IOException("could not be made executable: " + file);
      }
    }
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
