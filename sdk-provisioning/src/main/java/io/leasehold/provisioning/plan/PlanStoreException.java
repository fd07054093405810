package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;
import java.sql.SQLException;

/** The database of the runs did not answer, or answered with an error. */
public final class PlanStoreException extends ProvisioningException {

  /**
   * Wraps the database's answer.
   *
   * @param cause the database's answer
   */
  public PlanStoreException(SQLException cause) {
    super(
        "LH-PRV-109",
        "The database of the plan runs failed with SQL state "
            + cause.getSQLState()
            + "; see the cause, then try again.",
        cause);
  }
}
