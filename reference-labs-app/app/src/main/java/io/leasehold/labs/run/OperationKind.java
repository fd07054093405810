package io.leasehold.labs.run;

/** What an operation does; each has a plan. */
public enum OperationKind {
  /** Prepares an account for a lab run. */
  START_LAB("start-lab"),
  /** Takes access away and gives the account back. */
  END_LAB("end-lab");

  private final String plan;

  OperationKind(String plan) {
    this.plan = plan;
  }

  /** The name of the plan, which is what the API says as well. */
  public String plan() {
    return plan;
  }
}
