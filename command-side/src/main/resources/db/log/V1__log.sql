-- The log: everything that ever happened, for ever. Run by the migration owner; the program
-- itself appends as relata_writer, which may neither change nor remove an event.

DO $$
BEGIN
  CREATE ROLE relata_writer NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
GRANT relata_writer TO CURRENT_USER;

-- Which life of the log this is: after a restore position 105 may be another event. One row.
CREATE TABLE log.incarnation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id       uuid    NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO log.incarnation DEFAULT VALUES;

-- Positions have no gap and are in commit order because of how they are given out: an event gets
-- the one behind the last that was committed, and the primary key admits one event there.
CREATE TABLE log.event (
  position      bigint      NOT NULL,
  stream        text        NOT NULL,
  version       bigint      NOT NULL,
  type          text        NOT NULL,
  revision      smallint    NOT NULL,
  payload       json        NOT NULL,
  metadata      json        NOT NULL,
  recorded_at   timestamptz NOT NULL,
  effective_at  timestamptz NOT NULL,
  command_id    text        NOT NULL,
  command_index integer     NOT NULL,
  CONSTRAINT event_position PRIMARY KEY (position),
  CONSTRAINT event_stream_version UNIQUE (stream, version)
);
-- Idempotency: the first event of a command carries its id once and for all.
CREATE UNIQUE INDEX event_command ON log.event (command_id) WHERE command_index = 0;

-- The last position given out; 0 and -infinity before the first.
CREATE VIEW log.head AS
SELECT incarnation.id AS incarnation, coalesce(last.position, 0) AS position,
  coalesce(last.recorded_at, '-infinity') AS recorded_at
FROM log.incarnation
LEFT JOIN LATERAL (
  SELECT position, recorded_at FROM log.event ORDER BY position DESC LIMIT 1) last ON true;

GRANT USAGE ON SCHEMA log TO relata_writer;
GRANT SELECT, INSERT ON log.event TO relata_writer;
GRANT SELECT ON log.head TO relata_writer;
