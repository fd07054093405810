package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.resolution.TrustLevel;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantScopesTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  @Test
  void outsideEveryScopeThereIsNoTenant() {
    assertThat(TenantContext.scope()).isEmpty();
    assertThatThrownBy(TenantContext::require)
        .isInstanceOf(TenantRequiredException.class)
        .hasMessageContaining("TenantScopes.call");
  }

  @Test
  void aNestedScopeGivesWayToTheOuterOneAgain() throws Exception {
    String seen =
        TenantScopes.call(
            acme,
            () -> {
              TenantScopes.run(globex, () -> assertThat(TenantContext.require()).isEqualTo(globex));
              return TenantContext.require().id().value();
            });
    assertThat(seen).isEqualTo("acme");
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  @Tag("mistake-12")
  void anExceptionLeavesNoScopeBehind() {
    assertThatThrownBy(
            () ->
                TenantScopes.run(
                    acme,
                    () -> {
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  @Tag("mistake-13")
  void aNewThreadInheritsNothing() throws InterruptedException {
    CompletableFuture<Boolean> present = new CompletableFuture<>();
    TenantScopes.run(
        acme, () -> new Thread(() -> present.complete(TenantContext.scope().isPresent())).start());
    assertThat(present.join()).isFalse();
  }

  @Test
  @Tag("mistake-14")
  void workOnTheCommonPoolFailsUnlessItWasWrapped() throws Exception {
    TenantScopes.run(
        acme,
        () -> {
          assertThatThrownBy(() -> CompletableFuture.supplyAsync(TenantContext::require).get())
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(TenantRequiredException.class);
          CompletableFuture<Tenant> seen =
              CompletableFuture.supplyAsync(supplier(TenantScopes.wrap(TenantContext::require)));
          assertThat(seen.join()).isEqualTo(acme);
        });
  }

  @Test
  void thePlatformScopeIsNoTenant() {
    TenantScopes.run(
        new TenantScope.Platform("nightly report"),
        () -> {
          assertThat(TenantContext.scope()).isPresent();
          assertThat(TenantContext.current()).isEmpty();
        });
  }

  @Test
  void aScopeKnowsHowItIsKnownWhoseItIsOnEveryThreadThatItIsCarriedTo() throws Exception {
    TenantCandidate host =
        new TenantCandidate(Kind.SLUG, "acme", TrustLevel.INFRASTRUCTURE, "host");
    TenantCandidate claim =
        new TenantCandidate(Kind.ID, "acme", TrustLevel.CRYPTOGRAPHIC, "claim tenant_id");
    TenantScope scope = new TenantScope.InTenant(acme, Provenance.of(host, claim));
    Provenance seen =
        TenantScopes.call(
            scope,
            () ->
                CompletableFuture.supplyAsync(
                        supplier(TenantScopes.wrap(() -> TenantContext.provenance().orElseThrow())))
                    .join());
    assertThat(seen.evidence()).containsExactly(claim, host);
    assertThat(seen.trust()).contains(TrustLevel.CRYPTOGRAPHIC);
    assertThat(seen).hasToString("claim tenant_id (CRYPTOGRAPHIC), host (INFRASTRUCTURE)");
  }

  @Test
  void aTenantThatCodeNamedHasNoEvidence() throws Exception {
    Provenance seen = TenantScopes.call(acme, () -> TenantContext.provenance().orElseThrow());
    assertThat(seen).isEqualTo(Provenance.ofCode()).hasToString("code");
    assertThat(seen.trust()).isEmpty();
    assertThat(TenantContext.provenance()).isEmpty();
  }

  private static <T> Supplier<T> supplier(Callable<T> work) {
    return () -> {
      try {
        return work.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
