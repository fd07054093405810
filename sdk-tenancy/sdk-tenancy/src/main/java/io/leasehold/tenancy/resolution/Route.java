package io.leasehold.tenancy.resolution;

/**
 * What a request wants: something that only members of a tenant get, or something for everybody.
 */
public enum Route {
  /** Needs a verified member of the tenant. */
  PROTECTED,
  /** Needs nobody; a token that is sent all the same must be good. */
  PUBLIC
}
