package org.relata.kernel.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;

/**
 * How two customers belong together.
 *
 * @param share per cent held, for members of a group: above 0, at most 100, two decimals
 */
public record CustomerLink(
    LinkId linkId,
    CustomerId fromCustomerId,
    CustomerId toCustomerId,
    Kind kind,
    @Nullable BigDecimal share,
    @Impersonal @Nullable LocalDate from) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** GROUP_MEMBER leads from the parent to the member, the others from the first to the second. */
  public enum Kind {
    GROUP_MEMBER,
    HOUSEHOLD,
    GUARANTOR,
    UPSTREAM,
    DOWNSTREAM,
    AFFILIATE
  }

  public CustomerLink {
    if (fromCustomerId.equals(toCustomerId)) {
      throw Rejection.of("toCustomerId", "LINK_TO_ITSELF", "A customer is not linked to itself.");
    }
    if (share != null) {
      if (share.signum() <= 0 || share.compareTo(HUNDRED) > 0) {
        throw Rejection.of("share", "OUT_OF_RANGE", "A share lies above 0 and at most at 100.");
      }
      if (share.stripTrailingZeros().scale() > 2) {
        throw Rejection.of("share", "WRONG_SCALE", "A share has at most two decimals.");
      }
      share = share.setScale(2);
    }
  }
}
