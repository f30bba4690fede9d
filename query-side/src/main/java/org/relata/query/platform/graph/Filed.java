package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rows of other read models call a node that may stand for several records.
 *
 * @param key its own
 * @param under the keys under which its belongings are filed; none when they belong to another
 */
public record Filed(String key, List<String> under) {

  /** A row of a node that may stand for several records. */
  public interface Node {
    Filed filed();
  }

  public Filed {
    under = List.copyOf(under);
  }

  /** One that stands for itself alone. */
  public static Filed under(String key) {
    return new Filed(key, List.of(key));
  }

  /** All keys under which the belongings of some nodes are filed. */
  public static Set<String> keys(Collection<Filed> nodes) {
    Set<String> keys = new TreeSet<>();
    nodes.forEach(node -> keys.addAll(node.under()));
    return keys;
  }

  /** What was found by the keys, together for this node, in an order; without it as found. */
  public <V> List<V> all(Map<String, List<V>> found, Comparator<V> order) {
    if (under.size() == 1) {
      return found.getOrDefault(under.getFirst(), List.of());
    }
    List<V> all = new ArrayList<>();
    under.forEach(one -> all.addAll(found.getOrDefault(one, List.of())));
    all.sort(order);
    return all;
  }

  /** The keys of the nodes by the keys under which their belongings are filed. */
  public static Map<String, String> owners(Collection<Filed> nodes) {
    Map<String, String> owners = new HashMap<>();
    nodes.forEach(node -> node.under().forEach(one -> owners.put(one, node.key())));
    return owners;
  }
}
