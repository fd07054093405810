package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import java.util.List;

/** Looks whether an account is clean, without believing the {@link Cleaner}. Changes nothing. */
public interface Verifier {

  /**
   * Scans the account.
   *
   * @param account the account
   * @param forEpoch the epoch that the baseline must be written for
   * @return what is there and should not be, or should be and is not, each as a short line without
   *     secrets; empty means clean
   */
  List<String> findings(AccountId account, Epoch forEpoch);
}
