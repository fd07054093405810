package io.leasehold.isolation.hibernate;

import java.util.List;

/**
 * What {@link IsolationSelfCheck} found.
 *
 * @param tables the tables that it looked at, with their schema
 * @param findings the holes, none when isolation holds
 */
public record IsolationReport(List<String> tables, List<IsolationFinding> findings) {

  /** Copies. */
  public IsolationReport {
    tables = List.copyOf(tables);
    findings = List.copyOf(findings);
  }

  /** Whether no hole was found. */
  public boolean holds() {
    return findings.isEmpty();
  }

  /**
   * This report, if it holds.
   *
   * @throws IsolationHolesException if it does not
   */
  public IsolationReport require() {
    if (!holds()) {
      throw new IsolationHolesException(this);
    }
    return this;
  }
}
