package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowIsolationException;

/** There is no row security for a table as it is mapped. */
public final class UnplannableTableException extends RowIsolationException {

  UnplannableTableException(String table, String why) {
    super("LH-ISO-285", "no row security can be written for " + table + ": " + why);
  }
}
