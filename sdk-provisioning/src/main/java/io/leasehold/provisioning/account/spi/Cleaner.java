package io.leasehold.provisioning.account.spi;

/** Deletes what a learner left in an account. */
public interface Cleaner {

  /**
   * One pass over the account. Principals first, data second, so that nobody puts back what was
   * deleted.
   *
   * @return how many things it deleted; zero means that the pass found nothing to do
   */
  int clean(ClearedAccount account);
}
