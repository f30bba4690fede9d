-- The log: everything that ever happened, for ever. Run by the migration owner; the program
-- itself appends as relata_writer, which may neither change nor remove an event.

DO $$
BEGIN
  CREATE ROLE relata_writer NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
GRANT relata_writer TO CURRENT_USER;

-- One row: the last position given out. Its row lock orders all writers, in every process.
CREATE TABLE log.head (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  incarnation uuid        NOT NULL DEFAULT gen_random_uuid(),
  position    bigint      NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO log.head DEFAULT VALUES;

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

GRANT USAGE ON SCHEMA log TO relata_writer;
GRANT SELECT, INSERT ON log.event TO relata_writer;
GRANT SELECT ON log.head TO relata_writer;
GRANT UPDATE (position, recorded_at) ON log.head TO relata_writer;
