package io.leasehold.isolation.testkit.data;

import org.jspecify.annotations.Nullable;

/** Makes an argument that is about somebody's rows. */
@FunctionalInterface
interface Maker {

  /**
   * The argument.
   *
   * @param rows what it is to be about
   * @param attacker who gives it
   * @throws DataKitException if the rows have nothing for it
   */
  @Nullable Object make(Subject rows, Subject attacker) throws Exception;
}
