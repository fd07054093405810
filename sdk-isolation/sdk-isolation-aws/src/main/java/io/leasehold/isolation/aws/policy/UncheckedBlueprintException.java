package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.catalogue.Finding;
import java.util.List;

/** A blueprint whose policy does not mean to AWS what it says. */
public final class UncheckedBlueprintException extends IsolationException {

  private final transient List<Finding> findings;

  UncheckedBlueprintException(String blueprint, String catalogue, List<Finding> findings) {
    super(
        "LH-ISO-130",
        "blueprint %s does not hold against the catalogue %s: %s; mend the scope, or give the vendor a newer catalogue"
            .formatted(blueprint, catalogue, findings),
        null);
    this.findings = List.copyOf(findings);
  }

  /** What is wrong. */
  public List<Finding> findings() {
    return findings;
  }
}
