package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.sigv4.SignatureScope;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.Json;
import io.leasehold.localaws.internal.wire.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A request whose signature was verified, with what is known about the world it goes to. */
final class SignedRequest {

  private final AwsRequest http;
  private final byte[] payload;
  private final SignatureScope scope;
  private final EnforcedSession session;
  private final AwsFacts facts;

  SignedRequest(
      AwsRequest http,
      byte[] payload,
      SignatureScope scope,
      EnforcedSession session,
      AwsFacts facts) {
    this.http = http;
    this.payload = payload;
    this.scope = scope;
    this.session = session;
    this.facts = facts;
  }

  AwsRequest http() {
    return http;
  }

  AwsFacts facts() {
    return facts;
  }

  String region() {
    return scope.region();
  }

  String partition() {
    return session.partition();
  }

  /** The account of the caller, which is meant where a request names no other. */
  String account() {
    return session.account();
  }

  /** The ARN of something of the caller's account in the Region of the signature. */
  String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region(), account(), resource);
  }

  /** The body without chunk framing. */
  byte[] payload() {
    return payload.clone();
  }

  /** The body as a JSON object. */
  ObjectNode json() {
    if (CborWords.speaks(http)) {
      return CborWords.read(payload);
    }
    try {
      return Json.read(new String(payload, StandardCharsets.UTF_8));
    } catch (AwsException e) {
      throw new Unreadable("its body is not a JSON object");
    }
  }

  /** The form in the body, or else the query string. */
  Parameters form() {
    Parameters form = Parameters.parse(new String(payload, StandardCharsets.UTF_8), true);
    return form.all().isEmpty() ? http.query() : form;
  }

  Optional<String> header(String name) {
    return http.header(name);
  }

  /** The host that it was sent to, in small letters and without the port. */
  String host() {
    String host = http.header("Host").orElse("").toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
