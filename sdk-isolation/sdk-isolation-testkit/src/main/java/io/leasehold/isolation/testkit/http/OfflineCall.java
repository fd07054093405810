package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.AwsRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A request that is allowed and wants an answer. Immutable. */
public final class OfflineCall {

  private final EnforcedCall allowed;
  private final AwsRequest http;
  private final byte[] body;

  OfflineCall(EnforcedCall allowed, AwsRequest http, byte[] body) {
    this.allowed = allowed;
    this.http = http;
    this.body = body.clone();
  }

  /** The name in the signature, such as {@code dynamodb}. */
  public String service() {
    return allowed.service();
  }

  /** The operation, such as {@code GetItem}. */
  public String operation() {
    return allowed.operation();
  }

  /** Who signed it. */
  public String sessionArn() {
    return allowed.sessionArn();
  }

  /** What it was allowed. */
  public List<NeededPermission> needed() {
    return allowed.needed();
  }

  /** The method of HTTP. */
  public String method() {
    return http.method();
  }

  /** The path as sent, escapes included. */
  public String path() {
    return http.rawPath();
  }

  /** A parameter of the query string. */
  public Optional<String> parameter(String name) {
    return http.query().find(name);
  }

  /** A header, by its name in any case. */
  public Optional<String> header(String name) {
    return http.header(name);
  }

  /** The body without chunk framing. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "OfflineCall[" + service() + ":" + operation() + " by " + sessionArn() + "]";
  }
}
