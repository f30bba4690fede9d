package org.relata.command.platform.log;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has appended last. When it meets the log in another incarnation, it looks
 * whether that is still there, and tells when it is not: a standby that had not received everything
 * took over, or an older state was restored. Used by one thread at a time.
 */
final class Tail {

  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  /** The end of an append: the position and the command of its last event. */
  private record End(UUID incarnation, long position, String commandId) {}

  private volatile @Nullable UUID incarnation;
  private volatile int losses;
  private @Nullable End end;

  /** Which life of the log was met last; empty before the first session. */
  Optional<UUID> incarnation() {
    return Optional.ofNullable(incarnation);
  }

  /** How often events that this process had appended were gone. */
  int losses() {
    return losses;
  }

  void appended(Appended appended, String lastCommand) {
    end = new End(appended.incarnation(), appended.first() + appended.count() - 1, lastCommand);
  }

  /** A new session: is it with the log that we know? */
  void check(LogSession session) throws SQLException {
    UUID found = session.incarnation();
    @Nullable End mine = end;
    if (mine != null && !mine.incarnation().equals(found)) {
      if (session.has(mine.commandId(), mine.position())) {
        LOG.warn(
            "The log goes on as incarnation {}; it has all that was appended here, up to position"
                + " {}",
            found,
            mine.position());
      } else {
        losses++;
        LOG.error(
            "Acknowledged events are lost: the log is another incarnation, {}, and the event"
                + " appended here at position {} of {} is not in it",
            found,
            mine.position(),
            mine.incarnation());
      }
      end = null;
    }
    incarnation = found;
  }
}
