package org.relata.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Metadata;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Moved;
import org.relata.oracle.Known.Value;

/** The fields of timelines and of the log. */
final class HistoryFields {

  private static final String CUSTOMER_ID = "customerId";

  private HistoryFields() {}

  static void tell(Fields fields) {
    fields.notCovered("Query.folds", "tells how the engine is doing, which is no fold of the log");
    fields.notCovered(
        "TimelineEntry.sentence", "a text; the contract of sentences is tested by itself");
    fields.notCovered(
        "TimelineEntry.changes", "compares versions of rows that TableCheck has compared");
    fields.put("Query.log", new Value(HistoryFields::log));
    fields.put("Query.node", new Value(HistoryFields::node));
    fields.list(
        "timeline",
        new Known.Lists(
            "timeline",
            asked -> asked.at().rows("timeline").stream().filter(HistoryFields::isStep).toList()));
    fields.put("Customer.timeline", steps("customer/", CUSTOMER_ID));
    fields.put("Account.timeline", steps("account/", "accountId"));
    metadata(fields, "onBehalfOf", Metadata::onBehalfOf);
    metadata(fields, "commandId", Metadata::commandId);
    metadata(fields, "commandType", Metadata::commandType);
    metadata(fields, "correlationId", Metadata::correlationId);
    metadata(fields, "causationId", Metadata::causationId);
    metadata(fields, "reason", Metadata::reason);
    metadata(fields, "policy", Metadata::policy);
    fields.put("TimelineEntry.customer", new Value(HistoryFields::customerThen));
  }

  private static Known.Lists steps(String prefix, String own) {
    return new Known.Lists(
        "timeline",
        asked ->
            asked.at().rows("timeline", "subject", prefix + Plain.text(asked.row(), own)).stream()
                .filter(HistoryFields::isStep)
                .toList());
  }

  private static void metadata(
      Fields fields, String field, Function<Metadata, @Nullable String> value) {
    fields.put(
        "TimelineEntry." + field,
        new Value(
            asked ->
                value.apply(asked.at().store().event(Plain.position(asked.row())).metadata())));
  }

  private static boolean isStep(Record row) {
    return Plain.position(row) > 0;
  }

  private static @Nullable Object customerThen(Asked asked) {
    String subject = Plain.text(asked.row(), "subject");
    if (!subject.startsWith("customer/")) {
      return null;
    }
    At then = asked.at().asOf(Plain.position(asked.row()));
    return new Moved(then.row("customer", subject.substring("customer/".length())), then);
  }

  private static Object log(Asked asked) {
    At at = asked.at();
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    log.put("incarnation", at.store().incarnation().toString());
    log.put("position", at.position());
    log.put(
        "recordedAt",
        at.position() == 0 ? null : at.store().event(at.position()).recordedAt().toString());
    return log;
  }

  private static @Nullable Object node(Asked asked) {
    String id = asked.text("id");
    for (Fields.Node node : Fields.nodes().values()) {
      for (Record row : asked.at().rows(node.fold())) {
        if (id.equals(Answers.id(node, row, asked.at()))) {
          return row;
        }
      }
    }
    return null;
  }
}
