package io.leasehold.isolation.testkit.http;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.testkit.http.EnforcedCall.Outcome;
import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.sigv4.SigV4Verifier;
import io.leasehold.localaws.internal.sigv4.SignatureClaim;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of one request through signature, reader and evaluator. */
final class RequestRuling {

  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";

  /**
   * What came of it.
   *
   * @param ruling null if the request could not be read
   */
  record Result(EnforcedCall call, @Nullable Ruling ruling) {}

  private final Readers readers = new Readers();
  private final IamEvaluator evaluator = new IamEvaluator();
  private final Decidability decidability = new Decidability();
  private final SigV4Verifier verifier = new SigV4Verifier(Clock.systemUTC());
  private final Map<String, EnforcedSession> sessions;
  private final AwsFacts facts;
  private final Map<String, List<String>> environment;
  private final Set<Guard> guards;

  RequestRuling(
      Map<String, EnforcedSession> sessions,
      AwsFacts facts,
      Map<String, List<String>> environment,
      Set<Guard> guards) {
    this.guards = Set.copyOf(guards);
    this.sessions = sessions;
    this.facts = facts;
    this.environment = Map.copyOf(environment);
  }

  Result rule(AwsRequest http) {
    Trace trace = new Trace();
    try {
      return allowed(http, trace);
    } catch (Unreadable unreadable) {
      return new Result(trace.call(Outcome.UNREADABLE, unreadable.text()), null);
    } catch (AccessDenied denied) {
      Refusals words = readers.refusals(trace.service, http);
      AwsException refusal = words.refusal(denied);
      return refused(trace.call(Outcome.DENIED, denied.plainMessage()), words, refusal, http);
    } catch (AuthenticationFailure failure) {
      Refusals words = readers.refusals(trace.service, http);
      AwsException refusal = words.refusal(failure);
      return refused(trace.call(Outcome.NOT_AUTHENTIC, failure.text()), words, refusal, http);
    }
  }

  private Result allowed(AwsRequest http, Trace trace) {
    SignatureClaim claim = claim(http);
    trace.service = claim.scope().service();
    EnforcedSession session = session(claim);
    byte[] payload =
        guards.contains(Guard.SIGNATURE)
            ? verifier.verify(http, claim, session.credentials().secretAccessKey())
            : http.body();
    trace.sessionArn = session.arn();
    SignedRequest request = new SignedRequest(http, payload, claim.scope(), session, facts);
    request.requireSingleHeaders();
    ServiceReader reader = readers.of(trace.service);
    Reading reading = read(reader, request);
    trace.operation = reading.operation();
    trace.needs = needs(reading, session);
    trace.needs.forEach(decidability::keepCarried);
    for (Need need : trace.needs) {
      require(need, request, session, reading instanceof Reading.Unlisted);
    }
    EnforcedCall call = trace.call(Outcome.ALLOWED, "");
    return new Result(
        call,
        new Ruling.Allowed(
            new OfflineCall(call, http, payload), reader.success(request, reading.operation())));
  }

  private static Result refused(
      EnforcedCall call, Refusals words, AwsException refusal, AwsRequest http) {
    String requestId = UUID.randomUUID().toString();
    return new Result(call, new Ruling.Refused(words.render(refusal, http, requestId)));
  }

  private static SignatureClaim claim(AwsRequest http) {
    return SignatureClaim.of(http)
        .orElseThrow(
            () -> new AuthenticationFailure(Reason.MISSING, "Missing Authentication Token"));
  }

  private EnforcedSession session(SignatureClaim claim) {
    EnforcedSession session = sessions.get(claim.scope().accessKeyId());
    if (session == null) {
      throw new AuthenticationFailure(Reason.UNKNOWN_KEY, INVALID_TOKEN);
    }
    if (!claim.sessionToken().equals(Optional.of(session.credentials().sessionToken()))) {
      throw new AuthenticationFailure(Reason.INVALID_TOKEN, INVALID_TOKEN);
    }
    return session;
  }

  private static Reading read(ServiceReader reader, SignedRequest request) {
    try {
      return reader.read(request);
    } catch (AwsException e) {
      throw new Unreadable(e.text()); // the readers shared with localaws say it this way
    }
  }

  // An operation nobody reads is still refused for sure if no policy allows its action on anything.
  private List<Need> needs(Reading reading, EnforcedSession session) {
    if (reading instanceof Reading.Understood understood) {
      return understood.needs();
    }
    String action = ((Reading.Unlisted) reading).action();
    String service = action.substring(0, action.indexOf(':'));
    if (!guards.contains(Guard.OPERATIONS)) {
      return List.of();
    }
    if (session.reach().mayAllow(action) || facts.hasPoliciesIn(service)) {
      throw new Unreadable(
          "the operation is not read here, and a policy allows %s on something".formatted(action));
    }
    return List.of(Need.of(action, "*"));
  }

  private void require(
      Need need, SignedRequest request, EnforcedSession session, boolean denyOnly) {
    PolicyStack own = session.policies();
    List<PolicyDocument> resourcePolicies =
        Stream.concat(own.resource().stream(), facts.policiesOf(need.resource()).stream()).toList();
    PolicyStack all =
        new PolicyStack(
            own.identity(),
            own.boundary(),
            own.session(),
            resourcePolicies,
            own.serviceControl(),
            own.resourceControl());
    Map<String, List<String>> context = context(need, request, session);
    if (!denyOnly && guards.contains(Guard.KEYS)) {
      Set<String> keys = new LinkedHashSet<>(session.reach().keysOf(need.action()));
      List<StatementOutline> outlines = PolicyReach.outlines(resourcePolicies);
      keys.addAll(PolicyReach.keysOf(outlines, need.action()));
      Set<String> known =
          context.keySet().stream()
              .map(key -> key.toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      keys.forEach(key -> decidability.require(key, need, known, facts.tagsOf(need.resource())));
    }
    Decision decision =
        evaluator.decide(
            all, new AccessRequest(session.arn(), need.action(), need.resource(), context));
    if (decision instanceof Decision.Denied denied) {
      throw new AccessDenied(
          session.arn(),
          need.action(),
          need.resource(),
          (denied.explicit() ? "with " : "because ") + denied.explanation());
    }
  }

  private Map<String, List<String>> context(
      Need need, SignedRequest request, EnforcedSession session) {
    Map<String, List<String>> all = new HashMap<>(session.context());
    Instant now = Instant.now();
    all.put("aws:CurrentTime", List.of(now.toString()));
    all.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
    all.put("aws:RequestedRegion", List.of(request.region()));
    all.put("aws:SecureTransport", List.of("true"));
    all.put("aws:ViaAWSService", List.of("false"));
    String[] arn = need.resource().split(":", 6);
    boolean named = arn.length == 6 && !arn[4].isEmpty() && !arn[4].equals("aws");
    all.put("aws:ResourceAccount", List.of(named ? arn[4] : session.account()));
    request.header("User-Agent").ifPresent(agent -> all.put("aws:UserAgent", List.of(agent)));
    String service = need.action().substring(0, need.action().indexOf(':'));
    for (var tag : facts.tagsOf(need.resource()).orElse(Map.of()).entrySet()) {
      all.put("aws:ResourceTag/" + tag.getKey(), List.of(tag.getValue()));
      all.put(service + ":ResourceTag/" + tag.getKey(), List.of(tag.getValue()));
    }
    all.putAll(environment);
    need.permission().context().forEach((key, values) -> put(all, key, values));
    return all;
  }

  private static void put(Map<String, List<String>> all, String key, List<String> values) {
    if (all.keySet().stream().anyMatch(other -> other.equalsIgnoreCase(key))) {
      throw new Unreadable("it gives the condition key " + key + " twice");
    }
    all.put(key, values);
  }

  /** What is known so far, to be told whatever comes of it. */
  private static final class Trace {
    private String service = "";
    private String operation = "";
    private String sessionArn = "";
    private List<Need> needs = List.of();

    EnforcedCall call(Outcome outcome, String message) {
      List<NeededPermission> permissions = needs.stream().map(Need::permission).toList();
      return new EnforcedCall(service, operation, sessionArn, permissions, outcome, message);
    }
  }
}
