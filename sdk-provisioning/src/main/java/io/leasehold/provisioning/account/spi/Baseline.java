package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.Epoch;

/** Gives an account what each lease finds in it: the role of the learner and its guard rails. */
public interface Baseline {

  /**
   * Writes the baseline, replacing an older one.
   *
   * @param account the account
   * @param forEpoch the only epoch whose lease may enter through the role that is written
   */
  void apply(ClearedAccount account, Epoch forEpoch);
}
