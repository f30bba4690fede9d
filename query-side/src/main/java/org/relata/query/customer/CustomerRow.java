package org.relata.query.customer;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** What a customer is: name, kind and profile. */
public record CustomerRow(
    CustomerId customerId,
    CustomerKind kind,
    Label name,
    Status status,
    @Nullable Code region,
    @Nullable Code industry,
    @Nullable Code occupation,
    @Nullable LocalDate birthDate,
    Profile.@Nullable Gender gender,
    Profile.@Nullable FamilyStage familyStage,
    @Nullable Code source,
    @Nullable SectionId sectionId,
    @Nullable UnitId unitId,
    @Nullable LocalDate registeredOn,
    Profile.@Nullable AdministrativeLevel administrativeLevel,
    @Nullable Map<Code, Label> attributes) {

  /** Whether the relationship lives. */
  public enum Status {
    OPEN,
    CLOSED
  }

  static CustomerRow of(CustomerRegistered e) {
    return of(e.customerId(), e.kind(), e.name(), Status.OPEN, e.profile());
  }

  private static CustomerRow of(
      CustomerId customerId, CustomerKind kind, Label name, Status status, Profile profile) {
    return new CustomerRow(
        customerId,
        kind,
        name,
        status,
        profile.region(),
        profile.industry(),
        profile.occupation(),
        profile.birthDate(),
        profile.gender(),
        profile.familyStage(),
        profile.source(),
        profile.sectionId(),
        profile.unitId(),
        profile.registeredOn(),
        profile.administrativeLevel(),
        profile.attributes());
  }

  CustomerRow withProfile(Profile profile) {
    return of(customerId, kind, name, status, profile);
  }

  CustomerRow withName(Label newName) {
    return of(customerId, kind, newName, status, profile());
  }

  CustomerRow withStatus(Status newStatus) {
    return of(customerId, kind, name, newStatus, profile());
  }

  private Profile profile() {
    return new Profile(
        region,
        industry,
        occupation,
        birthDate,
        gender,
        familyStage,
        source,
        sectionId,
        unitId,
        registeredOn,
        administrativeLevel,
        attributes);
  }
}
