package org.relata.kernel.organization;

/** What an employee may see and do, besides what the position brings. */
public enum Role {
  GROUP_EXECUTIVE(false),
  SECTION_HEAD(true),
  RELATIONSHIP_MANAGER(false),
  SECTION_ADMINISTRATOR(true),
  SYSTEM_ADMINISTRATOR(false),
  COMPLIANCE_OFFICER(false);

  private final boolean boundToSection;

  Role(boolean boundToSection) {
    this.boundToSection = boundToSection;
  }

  /**
   * Whether the role is one within the employee's section, and ends when the employee leaves it.
   */
  public boolean boundToSection() {
    return boundToSection;
  }
}
