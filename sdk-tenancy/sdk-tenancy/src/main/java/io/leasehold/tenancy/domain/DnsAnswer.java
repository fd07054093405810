package io.leasehold.tenancy.domain;

import java.util.List;
import java.util.Objects;

/**
 * What DNS says about the records of one type at one name. Sealed, so that nobody can forget that
 * "I could not ask" is not "there is none".
 */
public sealed interface DnsAnswer {

  /**
   * There are records at exactly this name.
   *
   * @param values their values; never empty
   */
  record Found(List<String> values) implements DnsAnswer {

    /** Copies. */
    public Found {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("found means at least one value");
      }
    }
  }

  /** The name exists and has no such record (NODATA). */
  record NoRecord() implements DnsAnswer {}

  /** The name does not exist (NXDOMAIN). */
  record NoSuchName() implements DnsAnswer {}

  /**
   * The name is an alias of another (CNAME). Its target may belong to somebody else, so records
   * there prove nothing here.
   */
  record Alias(String target) implements DnsAnswer {

    /** Checks. */
    public Alias {
      Objects.requireNonNull(target, "target");
    }
  }

  /** DNS could not be asked, or gave no usable answer. Says nothing about the name. */
  record Unavailable(Cause cause) implements DnsAnswer {

    /** Checks. */
    public Unavailable {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /** Why there is no answer. */
  enum Cause {
    /** No server answered in time. */
    TIMEOUT,
    /** A server failed (SERVFAIL); for instance a signature that does not hold, or a lame zone. */
    SERVER_FAILURE,
    /** A server refused to answer. */
    REFUSED,
    /** An answer that is none: malformed, truncated for good, or an unknown code. */
    UNUSABLE,
    /** Resolvers at different places disagree. */
    DISAGREEMENT
  }
}
