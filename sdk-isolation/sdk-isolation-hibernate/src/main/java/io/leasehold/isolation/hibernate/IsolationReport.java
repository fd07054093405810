package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.IsolationHole.Level;
import java.util.List;

/**
 * What {@link TenantIsolationCheck} found.
 *
 * @param tables the tables that it looked at, with their schema
 * @param findings the holes, none when isolation holds
 * @param accepted the holes that the application accepts, each with its reason
 * @param fingerprint a digest of the row security of those tables; equal as long as nobody changes
 *     a policy
 */
public record IsolationReport(
    List<String> tables,
    List<IsolationFinding> findings,
    List<AcceptedHole> accepted,
    String fingerprint) {

  /** Copies. */
  public IsolationReport {
    tables = List.copyOf(tables);
    findings = List.copyOf(findings);
    accepted = List.copyOf(accepted);
  }

  /** Whether no hole was found that stops the start. */
  public boolean holds() {
    return errors().isEmpty();
  }

  /** The findings that stop the start. */
  public List<IsolationFinding> errors() {
    return of(Level.ERROR);
  }

  /** The findings that do not stop the start. */
  public List<IsolationFinding> warnings() {
    return of(Level.WARNING);
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

  /** The report for people: the verdict first, then each finding with its way out. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(holds() ? "Tenants are kept apart" : "TENANTS ARE NOT KEPT APART")
        .append(
            " (%d tables, %d errors, %d warnings, %d accepted)\n"
                .formatted(tables.size(), errors().size(), warnings().size(), accepted.size()));
    errors().forEach(finding -> text.append("  ERROR   ").append(finding).append('\n'));
    warnings().forEach(finding -> text.append("  WARNING ").append(finding).append('\n'));
    for (AcceptedHole hole : accepted) {
      text.append(
          "  accepted %s %s %s, because %s\n"
              .formatted(hole.hole().code(), hole.hole(), hole.subject(), hole.reason()));
    }
    tables.forEach(table -> text.append("  table   ").append(table).append('\n'));
    return text.append("  fingerprint ").append(fingerprint).append('\n').toString();
  }

  private List<IsolationFinding> of(Level level) {
    return findings.stream().filter(finding -> finding.hole().level() == level).toList();
  }
}
