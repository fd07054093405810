package io.leasehold.tenancy.resolution;

/** How much a candidate is worth, strongest first. */
public enum TrustLevel {
  /** A signature proves it: a claim of a verified token. The only level that may open a door. */
  CRYPTOGRAPHIC,
  /** The way the request came tells it: the host it was sent to. Selects, never authorises. */
  INFRASTRUCTURE,
  /** The client says so: a path parameter, a header. Can only contradict. */
  CLIENT
}
