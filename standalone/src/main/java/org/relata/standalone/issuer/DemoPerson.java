package org.relata.standalone.issuer;

import java.util.List;
import java.util.Optional;

/**
 * The people who can sign in at the embedded issuer, one for each role of the organization. All
 * have the same password, {@code relata.demo.password}.
 */
public enum DemoPerson {
  EXECUTIVE("executive", "GROUP_EXECUTIVE"),
  HEAD("head", "SECTION_HEAD"),
  MANAGER("manager", "RELATIONSHIP_MANAGER"),
  SECTION_ADMINISTRATOR("section-admin", "SECTION_ADMINISTRATOR"),
  SYSTEM_ADMINISTRATOR("admin", "SYSTEM_ADMINISTRATOR"),
  COMPLIANCE_OFFICER("compliance", "COMPLIANCE_OFFICER");

  private final String username;
  private final String role;

  DemoPerson(String username, String role) {
    this.username = username;
    this.role = role;
  }

  static Optional<DemoPerson> named(String username) {
    return List.of(values()).stream().filter(p -> p.username.equals(username)).findFirst();
  }

  public String username() {
    return username;
  }

  /** A role of the organization, as commands and the token's claim name it. */
  public String role() {
    return role;
  }

  /** The employee whom the demo bank hires for this person. */
  public String employeeId() {
    return "demo-" + username;
  }
}
