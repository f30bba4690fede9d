-- What the query side remembers of its folds. The fold tables themselves are made by the program
-- from the row records. Everything in this schema may be dropped: it is folded anew from the log.

-- The token of each group: which event it has folded last, of which incarnation of the log.
CREATE TABLE read.fold_group (
  name         text   PRIMARY KEY,
  incarnation  uuid,
  position     bigint NOT NULL DEFAULT 0,
  failed_event bigint,
  error        text
) WITH (fillfactor = 20);
INSERT INTO read.fold_group (name) VALUES ('MAIN'), ('SEARCH');

-- Which table is the live one of a fold. Readers look it up in their own snapshot.
CREATE TABLE read.fold (
  name         text PRIMARY KEY,
  fold_group   text NOT NULL REFERENCES read.fold_group,
  physical     text NOT NULL,
  definition   text NOT NULL,
  state        text NOT NULL CHECK (state IN ('RUNNING', 'STOPPED')),
  position     bigint,
  failed_event bigint,
  error        text,
  CHECK ((state = 'STOPPED') = (position IS NOT NULL))
);

-- A pass over the log beside the groups, with a token of its own, for one or several folds.
CREATE TABLE read.build (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fold_group text        NOT NULL REFERENCES read.fold_group,
  kind       text        NOT NULL CHECK (kind IN ('REBUILD', 'LEVEL')),
  position   bigint      NOT NULL,
  target     bigint      NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  indexed    boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 20);

CREATE TABLE read.build_fold (
  fold         text   PRIMARY KEY REFERENCES read.fold,
  build        bigint NOT NULL REFERENCES read.build,
  physical     text   NOT NULL,
  definition   text   NOT NULL,
  failed_event bigint,
  error        text
);

-- The progress of each fold that is being built.
CREATE VIEW read.fold_build AS
  SELECT f.fold, f.physical, b.position, b.target, b.started_at, b.kind, f.failed_event, f.error
  FROM read.build_fold f JOIN read.build b ON b.id = f.build;

-- Tables that no new snapshot uses; dropped when no older one can be open.
CREATE TABLE read.retired (
  physical   text        PRIMARY KEY,
  retired_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE read.generation;
