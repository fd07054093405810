package io.leasehold.localaws.internal.access;

import io.leasehold.localaws.internal.wire.AwsRequest;

/** A request whose signature was verified. */
public final class Authenticated {

  private final AwsRequest request;
  private final byte[] payload;
  private final Principal principal;
  private final String region;
  private final String requestId;

  Authenticated(
      AwsRequest request, byte[] payload, Principal principal, String region, String requestId) {
    this.request = request;
    this.payload = payload;
    this.principal = principal;
    this.region = region;
    this.requestId = requestId;
  }

  /** The request as received. */
  public AwsRequest request() {
    return request;
  }

  /** The body without chunk framing. */
  public byte[] payload() {
    return payload.clone();
  }

  /** Who signed. */
  public Principal principal() {
    return principal;
  }

  /** The Region of the signature. */
  public String region() {
    return region;
  }

  /** The id that the answer quotes. */
  public String requestId() {
    return requestId;
  }
}
