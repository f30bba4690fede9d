-- After a restore or a failover position 105 may be another event. Nobody has to notice and to say
-- so: which life of the log this is follows from what PostgreSQL changes itself in these cases. A
-- restore to a point in time and the promotion of a standby begin a new timeline, a dump read into
-- another server has another system, a dump read in place makes another table. What PostgreSQL
-- cannot notice, an old copy of its disk put back, is said by hand:
-- UPDATE log.incarnation SET id = gen_random_uuid();
CREATE OR REPLACE VIEW log.head AS
SELECT md5(life.origin || ' ' || life.timeline)::uuid AS incarnation,
  coalesce(last.position, 0) AS position,
  coalesce(last.recorded_at, '-infinity') AS recorded_at,
  life.origin,
  life.timeline
FROM (
  SELECT concat_ws(' ', incarnation.id, control.system_identifier, 'log.event'::regclass::oid)
      AS origin,
    ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer AS timeline
  FROM log.incarnation, pg_control_system() control) life
LEFT JOIN LATERAL (
  SELECT position, recorded_at FROM log.event ORDER BY position DESC LIMIT 1) last ON true;
