package io.leasehold.tenancy.jakarta.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.propagation.PeriodicTenantWorkException;
import jakarta.enterprise.concurrent.LastExecution;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.Trigger;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("mistake-14")
@SuppressWarnings("FutureReturnValueIgnored")
class TenantManagedExecutorTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private final ClearingExecutor servers = new ClearingExecutor();
  private final ManagedScheduledExecutorService executor = new TenantManagedScheduler(servers);

  /** A way that only managed executors have. */
  @FunctionalInterface
  interface Way extends Function<ManagedScheduledExecutorService, CompletableFuture<String>> {}

  static Stream<Way> ways() {
    return Stream.of(
        managed -> managed.supplyAsync(TenantManagedExecutorTest::seen),
        managed -> managed.runAsync(() -> {}).thenApply(nothing -> seen()),
        managed -> managed.completedFuture("").thenApplyAsync(nothing -> seen()),
        managed ->
            managed.completedStage("").thenApplyAsync(nothing -> seen()).toCompletableFuture(),
        managed ->
            managed.<String>failedFuture(new IllegalStateException()).exceptionally(e -> seen()),
        managed ->
            managed
                .<String>failedStage(new IllegalStateException())
                .handleAsync((value, e) -> seen())
                .toCompletableFuture(),
        managed ->
            managed.copy(CompletableFuture.completedFuture("")).thenApplyAsync(nothing -> seen()),
        managed ->
            managed
                .copy(CompletableFuture.completedStage(""))
                .thenApplyAsync(nothing -> seen())
                .toCompletableFuture());
  }

  @AfterEach
  void stop() {
    servers.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyFutureOfTheExecutorCarriesTheTenant(Way way) throws Exception {
    CompletableFuture<String> seen = TenantScopes.call(acme, () -> way.apply(executor));
    assertThat(seen.get(1, TimeUnit.MINUTES)).isEqualTo("acme");
    assertThat(servers.submit(TenantManagedExecutorTest::seen).get()).isEqualTo("nobody");
  }

  @Test
  void theServersOwnExecutorHasNoTenant() throws Exception {
    assertThat(
            TenantScopes.call(acme, () -> servers.supplyAsync(TenantManagedExecutorTest::seen))
                .get())
        .isEqualTo("nobody");
  }

  @Test
  void aStageOfAFutureThatAnotherTenantCompletesRunsForWhoAddedIt() {
    CompletableFuture<String> shared = executor.newIncompleteFuture();
    CompletableFuture<String> seen = new CompletableFuture<>();
    TenantScopes.run(acme, () -> shared.thenAccept(value -> seen.complete(seen())));
    TenantScopes.run(globex, () -> shared.complete("found"));
    assertThat(seen).isCompletedWithValue("acme");
  }

  @Test
  void theWaysOfEveryExecutorCarryTheTenant() throws Exception {
    Callable<String> work = TenantManagedExecutorTest::seen;
    List<String> seen =
        TenantScopes.call(
            acme,
            () ->
                List.of(
                    executor.submit(work).get(),
                    executor.invokeAll(List.of(work)).get(0).get(),
                    executor.invokeAny(List.of(work)),
                    executor.schedule(work, 1, TimeUnit.MILLISECONDS).get()));
    assertThat(seen).containsOnly("acme");
  }

  @Test
  @Tag("mistake-27")
  void workThatMayGoOnForEverIsRefusedInATenantsScope() {
    TenantScopes.run(
        acme,
        () -> {
          assertThatThrownBy(() -> executor.schedule(() -> {}, new Once()))
              .isInstanceOf(PeriodicTenantWorkException.class);
          assertThatThrownBy(() -> executor.schedule(TenantManagedExecutorTest::seen, new Once()))
              .isInstanceOf(PeriodicTenantWorkException.class);
          assertThatThrownBy(() -> executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS))
              .isInstanceOf(PeriodicTenantWorkException.class);
          assertThatThrownBy(() -> executor.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.HOURS))
              .isInstanceOf(PeriodicTenantWorkException.class);
        });
  }

  @Test
  void itIsNotRefusedToThePlatform() throws Exception {
    TenantScope platform = new TenantScope.Platform("report");
    assertThat(
            TenantScopes.call(
                platform,
                () ->
                    executor.schedule(() -> TenantContext.scope().orElseThrow(), new Once()).get()))
        .isEqualTo(platform);
  }

  private static String seen() {
    return TenantContext.current().map(tenant -> tenant.id().value()).orElse("nobody");
  }

  /** Now, and never again. */
  private static final class Once implements Trigger {
    @Override
    public Date getNextRunTime(LastExecution last, Date submitted) {
      return last == null ? submitted : null;
    }

    @Override
    public boolean skipRun(LastExecution last, Date planned) {
      return false;
    }
  }
}
