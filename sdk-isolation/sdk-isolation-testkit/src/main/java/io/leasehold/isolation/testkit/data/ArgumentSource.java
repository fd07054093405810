package io.leasehold.isolation.testkit.data;

import org.jspecify.annotations.Nullable;

/**
 * Arguments that the kit cannot think of by itself. Asked for the rows of either tenant, and for
 * rows that are not there; what names a row has to be taken from the rows it is given.
 */
@FunctionalInterface
public interface ArgumentSource {

  /** The argument, or null if the kit is to find one by itself. */
  @Nullable Object argument(WantedArgument wanted, KnownRows rows);
}
