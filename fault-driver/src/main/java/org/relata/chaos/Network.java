package org.relata.chaos;

import java.util.List;
import org.relata.faults.Fault;
import org.relata.faults.FaultProxy;

/** The ways of some or of all programs to their database. */
record Network(List<FaultProxy> ways) {

  void set(Fault wrong) {
    ways.forEach(way -> way.set(wrong));
  }

  void heal() {
    ways.forEach(FaultProxy::heal);
  }

  /** Resets all connections that are open now. */
  void reset() {
    ways.forEach(FaultProxy::reset);
  }

  int confirmationsLost() {
    return ways.stream().mapToInt(FaultProxy::confirmationsLost).sum();
  }
}
