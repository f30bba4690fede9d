package org.relata.query.customer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.platform.graph.Filed;

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
    @Nullable LocalDate foundedOn,
    Profile.@Nullable AdministrativeLevel administrativeLevel,
    @Nullable Map<Code, Label> attributes,
    @Nullable CustomerId mergedInto,
    @Nullable List<CustomerId> absorbed)
    implements Filed.Node {

  /** Whether the relationship lives. */
  public enum Status {
    OPEN,
    CLOSED,
    /** What belongs to it belongs to the one that it is merged into. */
    MERGED
  }

  static CustomerRow of(CustomerRegistered e) {
    return of(e.customerId(), e.kind(), e.name(), Status.OPEN, e.profile(), null, null);
  }

  private static CustomerRow of(
      CustomerId customerId,
      CustomerKind kind,
      Label name,
      Status status,
      Profile profile,
      @Nullable CustomerId mergedInto,
      @Nullable List<CustomerId> absorbed) {
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
        profile.foundedOn(),
        profile.administrativeLevel(),
        profile.attributes(),
        mergedInto,
        absorbed);
  }

  CustomerRow withProfile(Profile profile) {
    return of(customerId, kind, name, status, profile, mergedInto, absorbed);
  }

  CustomerRow withName(Label newName) {
    return of(customerId, kind, newName, status, profile(), mergedInto, absorbed);
  }

  CustomerRow withStatus(Status newStatus) {
    return of(customerId, kind, name, newStatus, profile(), mergedInto, absorbed);
  }

  CustomerRow mergedInto(CustomerId survivor) {
    return of(customerId, kind, name, Status.MERGED, profile(), survivor, absorbed);
  }

  CustomerRow unmerged() {
    return of(customerId, kind, name, Status.OPEN, profile(), null, absorbed);
  }

  CustomerRow with(CustomerId other) {
    List<CustomerId> all = new ArrayList<>(absorbed == null ? List.of() : absorbed);
    all.add(other);
    return of(customerId, kind, name, status, profile(), mergedInto, List.copyOf(all));
  }

  CustomerRow without(CustomerId other) {
    List<CustomerId> all = new ArrayList<>(absorbed == null ? List.of() : absorbed);
    all.remove(other);
    @Nullable List<CustomerId> rest = all.isEmpty() ? null : List.copyOf(all);
    return of(customerId, kind, name, status, profile(), mergedInto, rest);
  }

  /** Nothing is filed for one that is merged: it all belongs to the other. */
  @Override
  public Filed filed() {
    String key = customerId.value();
    if (mergedInto != null) {
      return new Filed(key, List.of());
    }
    if (absorbed == null) {
      return Filed.under(key);
    }
    return new Filed(
        key,
        Stream.concat(Stream.of(customerId), absorbed.stream()).map(CustomerId::value).toList());
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
        foundedOn,
        administrativeLevel,
        attributes);
  }
}
