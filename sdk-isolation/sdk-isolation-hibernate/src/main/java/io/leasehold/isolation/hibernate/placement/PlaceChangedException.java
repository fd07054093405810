package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;

/**
 * A statement was about to run on a connection that does not lead to where the tenant's rows are,
 * because the connection was taken for somebody else, or the rows have moved. Whoever takes another
 * connection gets to the right place.
 */
public final class PlaceChangedException extends RowIsolationException {

  /** Creates the exception. */
  public PlaceChangedException() {
    super(
        "LH-ISO-303",
        "a statement was refused because its connection does not lead to where the rows of the"
            + " tenant in scope are now: take a connection (or open a session) in the tenant's"
            + " scope, and try again if the tenant has just been moved");
  }
}
