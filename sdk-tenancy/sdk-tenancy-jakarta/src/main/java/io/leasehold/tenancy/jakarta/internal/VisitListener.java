package io.leasehold.tenancy.jakarta.internal;

/** Is told what became of each request. */
@FunctionalInterface
public interface VisitListener {

  /** Nobody listens. */
  VisitListener NOBODY = visit -> {};

  /** A request was let in or refused. */
  void decided(TenantVisit visit);
}
