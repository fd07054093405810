package io.leasehold.isolation.hibernate;

import java.util.stream.Collectors;

/** The application must not start, because tenants would not be kept apart. */
public final class IsolationHolesException extends RowIsolationException {

  private final transient IsolationReport report;

  /**
   * Creates the exception.
   *
   * @param report a report that does not hold
   */
  public IsolationHolesException(IsolationReport report) {
    super(
        "LH-ISO-205",
        "tenants are not kept apart, so the application must not start:\n"
            + report.errors().stream()
                .map(IsolationFinding::toString)
                .collect(Collectors.joining("\n")));
    this.report = report;
  }

  /** What was found. */
  public IsolationReport report() {
    return report;
  }
}
