package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;

/** What the cloud says of an account that was asked for. */
public sealed interface Creation {

  /**
   * The cloud works on it.
   *
   * @param ticket what to ask for the progress with
   */
  record InProgress(String ticket) implements Creation {}

  /**
   * The account exists.
   *
   * @param account its id
   */
  record Succeeded(AccountId account) implements Creation {}

  /**
   * Not now: a quota, a throttle, somebody else's change. Nothing was created, and asking again
   * later is right.
   *
   * @param code the cloud's name for it
   * @param limit whether it is a quota, which takes long to pass, and not a moment's throttle
   */
  record Later(String code, boolean limit) implements Creation {}

  /**
   * Never, for this address: nothing was created and asking again is useless.
   *
   * @param code the cloud's name for it, for example EMAIL_ALREADY_EXISTS
   */
  record Refused(String code) implements Creation {}
}
