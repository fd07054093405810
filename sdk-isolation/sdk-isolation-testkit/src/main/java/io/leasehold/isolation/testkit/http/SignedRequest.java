package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.sigv4.SignatureScope;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.Json;
import io.leasehold.localaws.internal.wire.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request whose signature was verified, with what is known about the world it goes to. */
final class SignedRequest {

  private static final Set<String> STEERING =
      Set.of("authorization", "content-encoding", "content-type", "host");
  // What of an object is asked for, several at once: nothing that anything is decided by.
  private static final String LISTS = "object-attributes";

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
    ObjectNode read = CborWords.speaks(http) ? CborWords.read(payload) : fromText();
    // Services take null for a member that is missing.
    List<String> missing =
        read.properties().stream()
            .filter(member -> member.getValue().isNull())
            .map(Map.Entry::getKey)
            .toList();
    read.remove(missing);
    return read;
  }

  private ObjectNode fromText() {
    try {
      return Json.read(new String(payload, StandardCharsets.UTF_8));
    } catch (AwsException e) {
      throw new Unreadable("its body is not a JSON object");
    }
  }

  /** The form in the body, or else the query string. */
  Parameters form() {
    Parameters form = Parameters.parse(new String(payload, StandardCharsets.UTF_8), true);
    if (form.all().isEmpty()) {
      return query();
    }
    if (!http.query().all().isEmpty()) {
      throw new Unreadable("it has parameters in its address and in its body");
    }
    return requireSingle(form);
  }

  /** The query string, in which no name comes twice. */
  Parameters query() {
    return requireSingle(http.query());
  }

  // Of a parameter that comes twice, nobody knows which one the service takes.
  private static Parameters requireSingle(Parameters parameters) {
    Set<String> names = new HashSet<>();
    for (Parameters.Parameter parameter : parameters.all()) {
      if (!names.add(parameter.name())) {
        throw new Unreadable("it has the parameter " + parameter.name() + " twice");
      }
    }
    return parameters;
  }

  /** Requires that no header that may steer the service comes twice. */
  void requireSingleHeaders() {
    http.headers()
        .forEach(
            (name, values) -> {
              boolean steers =
                  (name.startsWith("x-amz") && !name.endsWith(LISTS)) || STEERING.contains(name);
              if (steers && values.size() > 1) {
                throw new Unreadable("it has the header " + name + " twice");
              }
            });
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
