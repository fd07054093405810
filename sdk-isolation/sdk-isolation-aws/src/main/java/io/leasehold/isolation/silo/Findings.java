package io.leasehold.isolation.silo;

import io.leasehold.isolation.silo.SiloFinding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found about one role. Not thread-safe. */
final class Findings {

  private final String role;
  private final List<SiloFinding> all = new ArrayList<>();

  Findings(SiloRole role) {
    this.role = role.arn();
  }

  void error(SiloRule rule, String detail) {
    all.add(new SiloFinding(rule, Severity.ERROR, role, detail));
  }

  void warning(SiloRule rule, String detail) {
    all.add(new SiloFinding(rule, Severity.WARNING, role, detail));
  }

  List<SiloFinding> all() {
    return List.copyOf(all);
  }
}
