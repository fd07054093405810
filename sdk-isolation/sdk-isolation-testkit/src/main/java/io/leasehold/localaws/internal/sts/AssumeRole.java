package io.leasehold.localaws.internal.sts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.localaws.internal.access.AccessKey;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.access.Principal;
import io.leasehold.localaws.internal.iam.IamWorld;
import io.leasehold.localaws.internal.iam.IamWorld.AssumableRole;
import io.leasehold.localaws.internal.iam.StoredPolicy;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives out a session of a role, with every limit that AWS puts on it. */
final class AssumeRole {

  private static final int CHAINED_SECONDS = 3600;

  private final IamWorld iam;
  private final Sessions sessions;
  private final Authorizer authorizer;
  private final Clock clock;

  AssumeRole(IamWorld iam, Sessions sessions, Authorizer authorizer, Clock clock) {
    this.iam = iam;
    this.sessions = sessions;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  Consumer<Xml> run(Authenticated call, Parameters form) {
    AssumeRoleInput input = AssumeRoleInput.parse(form);
    Optional<AssumableRole> found = iam.role(input.accountId(), input.roleArn());
    PolicyDocument trust = found.map(AssumableRole::trust).orElse(null);
    Map<String, List<String>> context = context(input);
    authorizer.requireAssumable(call, trust, "sts:AssumeRole", input.roleArn(), context);
    if (!input.tags().isEmpty()) {
      authorizer.requireAssumable(call, trust, "sts:TagSession", input.roleArn(), context);
    }
    // A chain hands it on, and every role of the chain has to agree to that.
    Optional<String> inherited =
        call.principal() instanceof Principal.Session origin
            ? origin.sourceIdentity()
            : Optional.empty();
    if (input.sourceIdentity().isPresent() || inherited.isPresent()) {
      authorizer.requireAssumable(call, trust, "sts:SetSourceIdentity", input.roleArn(), context);
    }
    if (inherited.isPresent() && !inherited.equals(input.sourceIdentity().or(() -> inherited))) {
      throw new AwsException(
          403, "AccessDenied", "The source identity of a chain of roles cannot be changed");
    }
    AssumableRole role = found.orElseThrow();
    boolean chained = call.principal() instanceof Principal.Session;
    requireDuration(input.durationSeconds(), role, chained);
    AccessKey key = sessions.open(session(call.principal(), input, role, chained));
    return result(input, key);
  }

  static void requireDuration(int seconds, AssumableRole role, boolean chained) {
    if (chained && seconds > CHAINED_SECONDS) {
      throw AwsException.badRequest(
          "ValidationError",
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining");
    }
    if (seconds > role.maxSessionSeconds()) {
      throw AwsException.badRequest(
          "ValidationError",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  /** The session; without a caller if a token asked for it. */
  Principal.Session session(
      @Nullable Principal caller, AssumeRoleInput input, AssumableRole role, boolean chained) {
    Map<String, String> inherited =
        caller instanceof Principal.Session origin ? origin.transitive() : Map.of();
    for (String key : input.tags().keySet()) {
      if (inherited.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
        throw AwsException.badRequest(
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a"
                + " transitive tag key from the calling session.");
      }
    }
    // A session tag replaces a role tag of the same name in whatever case.
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.putAll(role.tags());
    List.of(inherited, input.tags())
        .forEach(
            more ->
                more.forEach(
                    (key, value) -> {
                      tags.remove(key);
                      tags.put(key, value);
                    }));
    Map<String, String> transitive = new HashMap<>(inherited);
    input.transitiveKeys().forEach(key -> transitive.put(key, tags.getOrDefault(key, "")));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Principal.Session(
        role.accountId(),
        "arn:aws:sts::"
            + role.accountId()
            + ":assumed-role/"
            + role.name()
            + "/"
            + input.sessionName(),
        role.id() + ":" + input.sessionName(),
        role.arn(),
        tags,
        role.name(),
        role.id(),
        sessionPolicy(input),
        transitive,
        chained,
        sourceIdentity(caller, input),
        now,
        now.plusSeconds(input.durationSeconds()));
  }

  private static Optional<String> sourceIdentity(
      @Nullable Principal caller, AssumeRoleInput input) {
    return caller instanceof Principal.Session origin && origin.sourceIdentity().isPresent()
        ? origin.sourceIdentity()
        : input.sourceIdentity();
  }

  // Several session policies grant what any of them grants, like the statements of one policy.
  private @Nullable PolicyDocument sessionPolicy(AssumeRoleInput input) {
    List<StoredPolicy> policies = new ArrayList<>();
    input.policy().map(StoredPolicy::parse).ifPresent(policies::add);
    for (String arn : input.policyArns()) {
      policies.add(
          iam.managedPolicy(input.accountId(), arn)
              .orElseThrow(
                  () ->
                      AwsException.badRequest(
                          "MalformedPolicyDocument", "the policy " + arn + " does not exist")));
    }
    if (policies.size() < 2) {
      return policies.isEmpty() ? null : policies.get(0).document();
    }
    ObjectNode merged = Json.object().put("Version", "2012-10-17");
    ArrayNode statements = merged.putArray("Statement");
    for (StoredPolicy policy : policies) {
      var statement = Json.read(policy.text()).path("Statement");
      if (statement instanceof ArrayNode several) {
        statements.addAll(several);
      } else {
        statements.add(statement);
      }
    }
    return StoredPolicy.parse(Json.write(merged)).document();
  }

  static Map<String, List<String>> context(AssumeRoleInput input) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("sts:RoleSessionName", List.of(input.sessionName()));
    input.externalId().ifPresent(id -> context.put("sts:ExternalId", List.of(id)));
    input.sourceIdentity().ifPresent(id -> context.put("sts:SourceIdentity", List.of(id)));
    input.tags().forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    if (!input.tags().isEmpty()) {
      context.put("aws:TagKeys", List.copyOf(input.tags().keySet()));
    }
    if (!input.transitiveKeys().isEmpty()) {
      context.put("sts:TransitiveTagKeys", input.transitiveKeys());
    }
    return context;
  }

  static Consumer<Xml> result(AssumeRoleInput input, AccessKey key) {
    Principal.Session session = (Principal.Session) key.principal();
    // How AWS packs is not published; a tenth more than the plain text is our guess.
    int packed = input.policy().map(policy -> policy.length() * 100 / 2253).orElse(0);
    return xml -> {
      xml.element(
          "Credentials",
          c ->
              c.text("AccessKeyId", key.id())
                  .text("SecretAccessKey", key.secret())
                  .text("SessionToken", key.sessionToken().orElseThrow())
                  .time("Expiration", session.expiresAt()));
      xml.element(
          "AssumedRoleUser",
          u -> u.text("AssumedRoleId", session.userId()).text("Arn", session.arn()));
      input.policy().ifPresent(p -> xml.number("PackedPolicySize", packed));
      session.sourceIdentity().ifPresent(id -> xml.text("SourceIdentity", id));
    };
  }
}
