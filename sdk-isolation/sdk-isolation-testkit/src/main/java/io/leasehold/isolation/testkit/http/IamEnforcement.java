package io.leasehold.isolation.testkit.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.localaws.internal.server.OperationName;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Decides signed requests as IAM would: who signed, what it needs, whether the policies allow it.
 * Whatever it cannot read completely it refuses. Put it under SDK clients with {@link
 * IamEnforcingHttpClient} or {@link IamEnforcingAsyncHttpClient}. Thread-safe.
 */
public final class IamEnforcement {

  private final Map<String, EnforcedSession> sessions = new ConcurrentHashMap<>();
  private final Consumer<EnforcedCall> observer;
  private final RequestRuling ruling;

  private IamEnforcement(Builder builder) {
    builder.sessions.forEach(this::admit);
    this.observer = builder.observer;
    this.ruling = new RequestRuling(sessions, builder.facts, builder.environment, builder.guards);
  }

  /** A builder without sessions and facts, with which everything is refused. */
  public static Builder builder() {
    return new Builder();
  }

  /** Takes requests of one more session from now on; another one with the same key is replaced. */
  public void admit(EnforcedSession session) {
    sessions.put(session.accessKeyId(), session);
  }

  /** Refuses whatever is signed with that key from now on. */
  public void dismiss(String accessKeyId) {
    sessions.remove(accessKeyId);
  }

  Ruling rule(AwsRequest request) {
    RequestRuling.Result result = ruling.rule(request);
    observer.accept(result.call());
    if (result.ruling() == null) {
      throw new UnreadableRequestException(
          "the request %s is not sent, because it cannot be read completely: %s"
              .formatted(describe(result.call(), request), result.call().message()));
    }
    return result.ruling();
  }

  private static String describe(EnforcedCall call, AwsRequest request) {
    OperationName name = OperationName.of(request);
    return name.service()
        + ":"
        + (call.operation().isEmpty() ? name.operation() : call.operation());
  }

  /** Collects what the enforcement knows. Not thread-safe. */
  public static final class Builder {
    private final List<EnforcedSession> sessions = new ArrayList<>();
    private final Map<String, List<String>> environment = new HashMap<>();
    private final Set<Guard> guards = EnumSet.allOf(Guard.class);
    private AwsFacts facts = AwsFacts.none();
    private Consumer<EnforcedCall> observer = call -> {};

    private Builder() {}

    /** Takes requests of this session; more can be added later with {@link #admit}. */
    @CanIgnoreReturnValue
    public Builder session(EnforcedSession session) {
      sessions.add(Objects.requireNonNull(session, "session"));
      return this;
    }

    /** What AWS knows and requests do not tell. */
    @CanIgnoreReturnValue
    public Builder facts(AwsFacts known) {
      this.facts = Objects.requireNonNull(known, "facts");
      return this;
    }

    /** A global condition key that every request carries, such as {@code aws:SourceVpc}. */
    @CanIgnoreReturnValue
    public Builder environment(String key, String... values) {
      if (!key.startsWith("aws:")) {
        throw new IllegalArgumentException(
            key + " belongs to a service: only aws: keys are the same for all requests");
      }
      environment.put(key, List.of(values));
      return this;
    }

    /** Is told of every request, whatever becomes of it, before its sender gets an answer. */
    @CanIgnoreReturnValue
    public Builder observer(Consumer<EnforcedCall> told) {
      this.observer = Objects.requireNonNull(told, "observer");
      return this;
    }

    // For the test that shows what a guard is good for.
    @CanIgnoreReturnValue
    Builder without(Guard guard) {
      guards.remove(guard);
      return this;
    }

    /** The enforcement. */
    public IamEnforcement build() {
      return new IamEnforcement(this);
    }
  }
}
