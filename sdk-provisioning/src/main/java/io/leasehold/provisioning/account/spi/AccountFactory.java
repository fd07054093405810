package io.leasehold.provisioning.account.spi;

import java.util.Optional;

/** Makes accounts. */
public interface AccountFactory {

  /**
   * Asks for the account. Called once for an account, unless {@link #find} says that an earlier
   * call did not arrive.
   */
  Creation request(NewAccount account);

  /** The progress of what {@link #request} began. */
  Creation progress(String ticket);

  /**
   * Looks for an account, or a creation under way, that an earlier {@link #request} of a process
   * that died may have begun.
   */
  Optional<Creation> find(NewAccount account);
}
