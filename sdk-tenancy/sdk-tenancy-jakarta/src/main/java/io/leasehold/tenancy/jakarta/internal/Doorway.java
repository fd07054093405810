package io.leasehold.tenancy.jakarta.internal;

/** Which door leads to a path, the strictest first. */
public enum Doorway {
  /** Needs the platform's own credential. */
  PLATFORM,
  /** Needs a member of the tenant. */
  PROTECTED,
  /** Needs nobody. */
  PUBLIC,
  /** Belongs to no tenant. */
  EXEMPT
}
