package org.relata.kernel.customer;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * What a bank wants to know of a customer besides name and documents; everything may be missing. A
 * change replaces the whole profile.
 *
 * @param source how the customer came to us
 * @param sectionId the business line that the customer belongs to
 * @param unitId the unit that keeps the customer
 * @param registeredOn since when the customer is with the bank
 * @param foundedOn of a company or an institution
 * @param administrativeLevel of an institution
 * @param attributes whatever else a source system tells, at most 20
 */
public record Profile(
    @Nullable Code region,
    @Nullable Code industry,
    @Nullable Code occupation,
    @Personal @Nullable LocalDate birthDate,
    @Nullable Gender gender,
    @Nullable FamilyStage familyStage,
    @Nullable Code source,
    @Nullable SectionId sectionId,
    @Nullable UnitId unitId,
    @Impersonal @Nullable LocalDate registeredOn,
    @Impersonal @Nullable LocalDate foundedOn,
    @Nullable AdministrativeLevel administrativeLevel,
    @Personal @Nullable Map<Code, Label> attributes) {

  public static final int MAX_ATTRIBUTES = 20;
  public static final Profile EMPTY =
      new Profile(null, null, null, null, null, null, null, null, null, null, null, null, null);

  private static final LocalDate FIRST = LocalDate.of(1850, 1, 1);

  /** As the documents say. */
  public enum Gender {
    FEMALE,
    MALE
  }

  /** Where a person stands in life; it tells which products are usually needed. */
  public enum FamilyStage {
    SINGLE,
    YOUNG_COUPLE,
    WITH_CHILDREN,
    EMPTY_NEST,
    RETIRED
  }

  /** The level of government that an institution belongs to; it gives the institution's size. */
  public enum AdministrativeLevel {
    MINISTRY,
    PROVINCE,
    MUNICIPALITY,
    PREFECTURE,
    CITY,
    DISTRICT,
    COUNTY,
    TOWNSHIP,
    VILLAGE
  }

  public Profile {
    checkDate("birthDate", birthDate);
    checkDate("registeredOn", registeredOn);
    checkDate("foundedOn", foundedOn);
    if (attributes != null) {
      if (attributes.size() > MAX_ATTRIBUTES) {
        throw Rejection.of(
            "attributes", "TOO_MANY", "At most " + MAX_ATTRIBUTES + " attributes are kept.");
      }
      TreeMap<Code, Label> sorted =
          new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
      sorted.putAll(attributes);
      attributes = java.util.Collections.unmodifiableMap(sorted);
    }
  }

  private static void checkDate(String field, @Nullable LocalDate date) {
    if (date != null && (date.isBefore(FIRST) || date.getYear() > 9999)) {
      throw Rejection.of(field, "DATE_OUT_OF_RANGE", "A date lies between 1850 and 9999.");
    }
  }
}
