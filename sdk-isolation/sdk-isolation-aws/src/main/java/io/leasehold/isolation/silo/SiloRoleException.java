package io.leasehold.isolation.silo;

import io.leasehold.isolation.IsolationException;
import java.util.List;
import java.util.stream.Collectors;

/** A tenant's role cannot be used as it is, or cannot be made. */
public final class SiloRoleException extends IsolationException {

  private final transient List<SiloFinding> findings;

  private SiloRoleException(String code, String message, List<SiloFinding> findings) {
    super(code, message, null);
    this.findings = List.copyOf(findings);
  }

  static SiloRoleException unsound(List<SiloFinding> errors) {
    return new SiloRoleException(
        "LH-ISO-160",
        "roles of tenants do not isolate them; mend these and inspect again: "
            + errors.stream().map(SiloFinding::toString).collect(Collectors.joining("; ")),
        errors);
  }

  static SiloRoleException name(String detail) {
    return new SiloRoleException("LH-ISO-161", detail, List.of());
  }

  /** What is wrong with the roles; empty if it is a name that is. */
  public List<SiloFinding> findings() {
    return findings;
  }
}
