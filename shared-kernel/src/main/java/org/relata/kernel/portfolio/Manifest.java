package org.relata.kernel.portfolio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;

/**
 * Who gets whom of a leaver's customers: what giver, takers and head sign.
 *
 * @param items in the order of the customers
 */
public record Manifest(EmployeeId giverId, EmployeeId headId, List<Item> items) {

  public static final int MAX_ITEMS = 2000;

  /** One customer and its next keeper. */
  public record Item(CustomerId customerId, EmployeeId takerId) {}

  public Manifest {
    if (items.isEmpty() || items.size() > MAX_ITEMS) {
      throw Rejection.of(
          "items", "OUT_OF_RANGE", "A manifest lists 1 to " + MAX_ITEMS + " customers.");
    }
    Set<CustomerId> customers = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (!customers.add(item.customerId())) {
        throw Rejection.of("items/" + i, "DUPLICATE", "A customer is listed once.");
      }
      if (item.takerId().equals(giverId)) {
        throw Rejection.of("items/" + i, "TO_ITSELF", "Nobody hands over to themselves.");
      }
    }
    items = items.stream().sorted(Comparator.comparing(item -> item.customerId().value())).toList();
  }

  /** Those who get somebody. */
  public Set<EmployeeId> takers() {
    return items.stream().map(Item::takerId).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What is signed, in hexadecimal: SHA-256 over a text in UTF-8 of one line with the giver, one
   * with the head, and one for each customer with customer, space and taker, each line ended by a
   * line feed.
   */
  public String hash() {
    StringBuilder text = new StringBuilder(giverId + "\n" + headId + "\n");
    items.forEach(
        item -> text.append(item.customerId()).append(' ').append(item.takerId()).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
