package org.relata.postgres;

/**
 * Where a database is found and how to sign in to it.
 *
 * @param jdbcUrl without user and password
 */
public record Database(String jdbcUrl, String username, String password) {

  /** Says everything but the password, because records end up in logs. */
  @Override
  public String toString() {
    return "Database[" + jdbcUrl + ", " + username + "]";
  }
}
