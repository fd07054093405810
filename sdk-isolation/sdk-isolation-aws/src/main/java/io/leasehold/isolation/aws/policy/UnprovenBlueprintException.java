package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.proof.Proof;
import java.util.Objects;

/** A blueprint under which tenants may reach each other, or that could not be proved. */
public final class UnprovenBlueprintException extends IsolationException {

  private final transient Proof proof;

  UnprovenBlueprintException(String blueprint, Proof proof) {
    super(
        "LH-ISO-120",
        "blueprint " + blueprint + " does not isolate tenants, as far as can be shown: " + proof,
        null);
    this.proof = Objects.requireNonNull(proof, "proof");
  }

  /** What came of trying to prove it. */
  public Proof proof() {
    return proof;
  }
}
