package org.relata.query.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.value.Code;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.organization.EmployeeFacts;
import org.relata.query.organization.EmployeeFacts.Colleague;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioFacts;

/**
 * Who of the pool would be given to whom: the best tiers first, each customer to the one of its
 * unit whose position the tier names first and who, among those, has most room. Whoever has a
 * manager keeps it. A pure function of what is known at one position, so a preview and the job that
 * follows it give the same.
 */
final class AllotmentPlan {

  /** Why a customer would stay in the pool. */
  static final String NO_TIER = "NO_TIER";

  static final String NO_UNIT = "NO_UNIT";
  static final String NO_KEEPER = "NO_KEEPER";
  static final String NO_ROOM = "NO_ROOM";

  /**
   * One customer of the pool.
   *
   * @param managerId who would get it; null when it would stay
   * @param reason why it would stay
   */
  record Line(
      String customerId,
      @Nullable String tier,
      @Nullable String managerId,
      @Nullable String reason) {}

  /** A manager and the room that is left. */
  private static final class Place {
    private final Colleague manager;
    private int free;

    private Place(Colleague manager, int free) {
      this.manager = manager;
      this.free = free;
    }
  }

  /** A tier, and the policy that gave it. */
  private record Given(String tier, @Nullable PolicyText policy) {

    /** The best tier is 0; what the policy does not describe comes last. */
    int rank() {
      if (policy != null) {
        for (int i = 0; i < policy.tiers().size(); i++) {
          if (policy.tiers().get(i).tier().value().equals(tier)) {
            return i;
          }
        }
      }
      return Integer.MAX_VALUE;
    }

    boolean mayBeKeptBy(Place place) {
      PolicyText.@Nullable Tier described = described();
      return described == null || place.manager.mayKeep(described);
    }

    /** Whom the policy names first comes first. */
    int turn(Place place) {
      PolicyText.@Nullable Tier described = described();
      return described == null
          ? 0
          : described.keepers().indexOf(new Code(place.manager.position()));
    }

    private PolicyText.@Nullable Tier described() {
      return policy == null ? null : policy.tier(new Code(tier));
    }
  }

  private final Map<String, List<Place>> places = new HashMap<>();

  /** The whole pool, in the order of identifiers. */
  static List<Line> of(SchemeId scheme, Set<String> units, View view) {
    AllotmentPlan plan = new AllotmentPlan();
    Map<String, Integer> free = PortfolioFacts.free(view);
    for (Colleague colleague : EmployeeFacts.colleagues(view)) {
      @Nullable Integer room = free.get(colleague.employeeId());
      if (room != null) {
        plan.places
            .computeIfAbsent(colleague.unitId(), _ -> new ArrayList<>())
            .add(new Place(colleague, room));
      }
    }
    List<CustomerRow> pool = new ArrayList<>();
    for (CustomerRow customer : CustomerFacts.rows(PortfolioFacts.pool(view), view)) {
      if (units.isEmpty()
          || (customer.unitId() != null && units.contains(customer.unitId().value()))) {
        pool.add(customer);
      }
    }
    return plan.lines(pool, tiers(scheme, view));
  }

  private List<Line> lines(List<CustomerRow> pool, Map<String, Given> tiers) {
    Map<String, Line> lines = new TreeMap<>();
    PriorityQueue<CustomerRow> queue =
        new PriorityQueue<>(
            Comparator.<CustomerRow>comparingInt(one -> rank(tiers, one))
                .thenComparing(one -> one.customerId().value()));
    queue.addAll(pool);
    while (!queue.isEmpty()) {
      CustomerRow customer = queue.remove();
      String id = customer.customerId().value();
      lines.put(id, line(customer, tiers.get(id)));
    }
    return List.copyOf(lines.values());
  }

  private static int rank(Map<String, Given> tiers, CustomerRow customer) {
    @Nullable Given given = tiers.get(customer.customerId().value());
    return given == null ? Integer.MAX_VALUE : given.rank();
  }

  private Line line(CustomerRow customer, @Nullable Given given) {
    String id = customer.customerId().value();
    if (given == null) {
      return new Line(id, null, null, NO_TIER);
    }
    String tier = given.tier();
    if (customer.unitId() == null) {
      return new Line(id, tier, null, NO_UNIT);
    }
    List<Place> keepers =
        places.getOrDefault(customer.unitId().value(), List.of()).stream()
            .filter(given::mayBeKeptBy)
            .toList();
    @Nullable Place widest =
        keepers.stream()
            .filter(place -> place.free > 0)
            .min(
                Comparator.<Place>comparingInt(given::turn)
                    .thenComparingInt(place -> -place.free)
                    .thenComparing(place -> place.manager.employeeId()))
            .orElse(null);
    if (widest == null) {
      return new Line(id, tier, null, keepers.isEmpty() ? NO_KEEPER : NO_ROOM);
    }
    widest.free--;
    return new Line(id, tier, widest.manager.employeeId(), null);
  }

  private static Map<String, Given> tiers(SchemeId scheme, View view) {
    Map<Integer, PolicyText> policies = Policies.approved(scheme, view);
    Relation<TierRow> tier = view.read(TierFold.TABLE);
    return view
        .sql()
        .select(tier.column("customerId"), tier.column("tier"), tier.column("policyVersion"))
        .from(tier.table())
        .where(tier.at())
        .and(tier.column("scheme").eq((Object) scheme.value()))
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.get(0, String.class),
                row ->
                    new Given(row.get(1, String.class), policies.get(row.get(2, Integer.class)))));
  }
}
