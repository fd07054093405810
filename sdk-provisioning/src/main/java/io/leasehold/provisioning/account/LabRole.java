package io.leasehold.provisioning.account;

/** What the baseline of an account and the access broker must agree on. */
public final class LabRole {

  /** The role in each lab account that a learner's credentials speak for. */
  public static final String NAME = "LabLearner";

  private LabRole() {}

  /**
   * The external id that the role's trust policy demands. The role is written anew for each epoch,
   * so a broker that stood still while its lease ended does not get into the next one.
   */
  public static String externalId(Epoch epoch) {
    return "leasehold-epoch-" + epoch;
  }
}
