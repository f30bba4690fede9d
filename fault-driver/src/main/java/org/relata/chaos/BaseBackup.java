package org.relata.chaos;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's files, made as PostgreSQL's manual describes it for those who have
 * only SQL and a way to copy files: a server started on it recovers from the log of the first one.
 */
final class BaseBackup {

  /** What belongs to the running server alone. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "recovery.signal");

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private BaseBackup() {}

  /**
   * Copies a server's directory.
   *
   * @param server a session with it, as its superuser
   */
  static void of(Connection server, Path from, Path to) throws SQLException, IOException {
    try (Statement statement = server.createStatement()) {
      statement.execute("SELECT pg_backup_start('relata', true)");
      Files.createDirectories(to);
      Files.copy(from.resolve("superuser.password"), to.resolve("superuser.password"));
      Path cluster = to.resolve("cluster");
      copy(from.resolve("cluster"), cluster);
      try (ResultSet stopped =
          statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stopped.next();
        Files.writeString(cluster.resolve("backup_label"), stopped.getString(1));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Path log = from.resolve("pg_wal");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            // PostgreSQL does not start on what others may read.
            Files.createDirectory(
                to.resolve(from.relativize(directory)),
                PosixFilePermissions.asFileAttribute(OWNER));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.startsWith(log) && !LEFT_OUT.contains(file.getFileName().toString())) {
              copyUnlessGone(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** Files come and go while the server works; its log says what became of them. */
  private static void copyUnlessGone(Path file, Path copy) throws IOException {
    try {
      Files.copy(file, copy);
    } catch (NoSuchFileException _) {
      // It was dropped meanwhile.
    }
  }
}
