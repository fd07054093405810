package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.problem.Problem;

/** The answers that only the HTTP edge gives. */
public final class EdgeProblems {

  /** The filter was not in front of a resource. */
  public static final Problem NO_FILTER =
      Problem.of(
          500,
          "LH-TEN-110",
          "The service is not set up correctly",
          "The tenant filter did not see this request; it has to be in front of every path.");

  /** A resource of the platform, and not the platform's credential. */
  public static final Problem PLATFORM_ONLY =
      Problem.of(
          403,
          "LH-TEN-111",
          "Not for members of an organisation",
          "This address is for the operators of the service.");

  /** Without a role that may look across tenants. */
  public static final Problem CROSS_TENANT_REFUSED =
      Problem.of(
          403,
          "LH-TEN-112",
          "You may not look across organisations",
          "This needs a role that you do not have.");

  /** A tenant that may only read. */
  public static final Problem READ_ONLY =
      Problem.of(
          403,
          "LH-TEN-113",
          "Your organisation can only read at the moment",
          "Nothing can be changed now; try again later.");

  /** A connection that was opened for another host. */
  public static final Problem MISDIRECTED =
      Problem.of(
          421,
          "LH-TEN-114",
          "Wrong connection",
          "The connection was opened for another host name; open one for this host.");

  /** A resource below a platform path that does not say that it is the platform's. */
  public static final Problem UNCLEAR_RESOURCE =
      Problem.of(
          500,
          "LH-TEN-115",
          "The service is not set up correctly",
          "This resource does not say on whose behalf it runs.");

  /** What was typed to find the login is no name, host or e-mail address. */
  public static final Problem NO_SUCH_SPELLING =
      Problem.of(
          400,
          "LH-TEN-116",
          "This cannot be read",
          "Give the name of your organisation, its host, or your e-mail address.");

  private EdgeProblems() {}
}
