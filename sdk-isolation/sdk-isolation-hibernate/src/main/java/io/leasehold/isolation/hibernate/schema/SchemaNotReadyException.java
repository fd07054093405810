package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowIsolationException;
import java.util.List;

/** The database lacks something of a plan that its statements do not make. */
public final class SchemaNotReadyException extends RowIsolationException {

  private final List<RowSecurityDrift> differences;

  SchemaNotReadyException(List<RowSecurityDrift> differences, String wayOut) {
    super(
        "LH-ISO-287",
        "the database differs from the row security plan: "
            + String.join("; ", differences.stream().map(RowSecurityDrift::text).toList())
            + ": "
            + wayOut);
    this.differences = List.copyOf(differences);
  }

  /** The differences. */
  public List<RowSecurityDrift> differences() {
    return differences;
  }
}
