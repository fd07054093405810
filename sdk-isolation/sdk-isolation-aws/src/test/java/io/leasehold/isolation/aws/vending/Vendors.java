package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.session.internal.SessionCall;
import io.leasehold.isolation.aws.session.internal.SessionDoor;
import io.leasehold.isolation.aws.session.internal.SessionTerms;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Vendors put together by hand, with a door of the test's own. */
final class Vendors {

  private Vendors() {}

  /** A door that answers without any wire. */
  static SessionDoor door(Function<SessionCall, CompletableFuture<Credentials>> answer) {
    return new SessionDoor() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public String region() {
        return "eu-central-1";
      }

      @Override
      public void require(SessionTerms terms) {}

      @Override
      public CompletableFuture<Credentials> open(SessionCall call) {
        return answer.apply(call);
      }
    };
  }

  static TenantSessions sessions(SessionDoor door, PolicyPlan plan) {
    SessionTerms terms =
        new SessionTerms(
            Samples.ROLE, null, null, Map.of(), false, Duration.ofHours(1), Duration.ofSeconds(9));
    return new TenantSessions(
        door, plan, terms, ActionCatalogue.bundled(), null, new TenantStanding(null));
  }

  static TenantCredentialVendor vendor(
      SessionDoor door, CredentialCache cache, StsLimiter limiter, Clock clock) {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint());
    TenantSessions sessions = sessions(door, plan);
    return new TenantCredentialVendor(
        sessions,
        new VendingPaths(plan, sessions::path),
        cache,
        limiter,
        TenantRevocation.local(),
        clock,
        () -> 0.5);
  }
}
