package io.leasehold.tenancy.jakarta.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.TenantRequired;
import io.leasehold.tenancy.jakarta.TenantScoped;
import io.leasehold.tenancy.jakarta.internal.CrossTenantDoor;
import io.leasehold.tenancy.jakarta.internal.TenantInterceptor;
import io.leasehold.tenancy.jakarta.internal.TenantScopedInterceptor;
import io.leasehold.tenancy.propagation.Scoped;
import io.leasehold.tenancy.propagation.TenantExecutors;
import io.leasehold.tenancy.propagation.TenantNotAdmittedException;
import io.leasehold.tenancy.propagation.TenantWorker;
import io.leasehold.tenancy.propagation.UnknownTenantException;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.inject.WeldInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Observers and jobs in a real CDI container. */
@Tag("mistake-14")
@Tag("mistake-15")
class TenantScopedBeansTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private static final InMemoryTenantRegistry REGISTRY = InMemoryTenantRegistry.of(ACME, GLOBEX);
  private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  private static WeldContainer container;

  /** What happened. */
  record OrderPlaced(int number) {}

  /** What nobody gave a tenant. */
  record Rumour(int number) {}

  /** An application's observers and jobs. */
  @ApplicationScoped
  public static class Shipping {

    @TenantScoped
    public void ship(@ObservesAsync Scoped<OrderPlaced> event) {
      SEEN.add("ship " + event.payload().number() + " for " + seen());
    }

    @TenantScoped
    public void listen(@ObservesAsync Rumour rumour) {
      SEEN.add("listened");
    }

    public void plain(@ObservesAsync OrderPlaced event) {
      SEEN.add("plain for " + seen());
    }

    @TenantScoped
    public String invoice(TenantId tenant, int month) {
      return seen() + " " + month;
    }

    @TenantScoped
    public void twoTenants(TenantId one, TenantId other) {
      SEEN.add("ran");
    }

    @TenantScoped
    public void noTenant() {
      SEEN.add("ran");
    }

    @Produces
    @Singleton
    TenantWorker worker() {
      return TenantWorker.of(REGISTRY);
    }
  }

  /** A bean whose every method needs a tenant, and which is called outside every scope. */
  @ApplicationScoped
  @TenantRequired
  public static class Billing {

    @TenantScoped
    public String bill(TenantId tenant) {
      return seen();
    }

    public String total() {
      return seen();
    }
  }

  @BeforeAll
  static void start() {
    container =
        new Weld()
            .disableDiscovery()
            .addBeanClasses(
                Shipping.class,
                Billing.class,
                TenantExecutorProducer.class,
                TenantScopedInterceptor.class,
                TenantInterceptor.class,
                CrossTenantDoor.class)
            .initialize();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @BeforeEach
  void clear() {
    SEEN.clear();
    REGISTRY.save(ACME);
  }

  @Test
  void anAsynchronousObserverRunsForTheTenantThatTheEventCarries() {
    Event<Scoped<OrderPlaced>> orders =
        container.event().select(new TypeLiteral<Scoped<OrderPlaced>>() {});
    TenantScopes.run(
        ACME, () -> orders.fireAsync(Scoped.of(new OrderPlaced(17))).toCompletableFuture().join());
    assertThat(SEEN).containsExactly("ship 17 for acme");
  }

  @Test
  void itIsTheEventsTenantAndNotWhoeverTheThreadBelongsTo() {
    Scoped<OrderPlaced> acmes = asAcme(() -> Scoped.of(new OrderPlaced(18)));
    TenantScopes.run(GLOBEX, () -> container.select(Shipping.class).get().ship(acmes));
    assertThat(SEEN).containsExactly("ship 18 for acme");
  }

  @Test
  void anObserverWithoutATenantInItsInputFails() {
    assertThatThrownBy(
            () ->
                asAcme(
                    () ->
                        container
                            .event()
                            .select(Rumour.class)
                            .fireAsync(new Rumour(1))
                            .toCompletableFuture()
                            .join()))
        .isInstanceOf(CompletionException.class)
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .hasAtLeastOneElementOfType(TenantInputRequiredException.class));
    assertThat(SEEN).isEmpty();
  }

  @Test
  void anOrdinaryAsynchronousObserverHasNoTenant() {
    asAcme(() -> fire(NotificationOptions.builder().build()));
    assertThat(SEEN).containsExactly("plain for nobody");
  }

  @Test
  void anEventThatIsFiredThroughAPropagatingExecutorCarriesTheScopeToEveryObserver() {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      asAcme(() -> fire(NotificationOptions.ofExecutor(TenantExecutors.propagating(threads))));
      assertThat(SEEN).containsExactly("plain for acme");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aJobRunsForTheTenantThatItIsGivenOnceTheRegistrySaysThatItMay() {
    Shipping shipping = container.select(Shipping.class).get();
    assertThat(shipping.invoice(ACME.id(), 3)).isEqualTo("acme 3");
    assertThatThrownBy(() -> shipping.invoice(TenantId.of("initech"), 3))
        .isInstanceOf(UnknownTenantException.class);
    REGISTRY.save(ACME.withStatus(TenantStatus.SUSPENDED));
    assertThatThrownBy(() -> shipping.invoice(ACME.id(), 3))
        .isInstanceOf(TenantNotAdmittedException.class);
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void theTenantIsBoundBeforeTheClassAsksForOne() {
    Billing billing = container.select(Billing.class).get();
    assertThat(billing.bill(ACME.id())).isEqualTo("acme");
    assertThatThrownBy(billing::total).isInstanceOf(TenantRequiredException.class);
  }

  @Test
  void theExecutorAndTheTimerAreOneBeanEachAndSayWhatIsMissingOutsideAServer() {
    AnnotationLiteral<TenantPropagating> carrying = new Carrying();
    WeldInstance<ManagedExecutorService> executor =
        container.select(ManagedExecutorService.class, carrying);
    assertThat(executor.isResolvable()).isTrue();
    assertThat(container.select(ManagedScheduledExecutorService.class, carrying).isResolvable())
        .isTrue();
    assertThatThrownBy(executor::get).hasStackTraceContaining("switch Jakarta Concurrency on");
  }

  @Test
  void noTenantTwoTenantsAndNullAreRefusedWhateverTheThreadHas() {
    Shipping shipping = container.select(Shipping.class).get();
    TenantScopes.run(
        ACME,
        () -> {
          assertThatThrownBy(shipping::noTenant)
              .isInstanceOf(TenantInputRequiredException.class)
              .hasMessageContaining("Shipping.noTenant");
          assertThatThrownBy(() -> shipping.twoTenants(ACME.id(), GLOBEX.id()))
              .isInstanceOf(TenantInputRequiredException.class);
          assertThatThrownBy(() -> shipping.invoice(null, 3))
              .isInstanceOf(TenantInputRequiredException.class);
        });
    assertThat(SEEN).isEmpty();
  }

  @Test
  void aPayloadCannotBeScopedWithoutATenant() {
    assertThatThrownBy(() -> Scoped.of(new OrderPlaced(1)))
        .isInstanceOf(TenantRequiredException.class);
  }

  private static OrderPlaced fire(NotificationOptions options) {
    return container
        .event()
        .select(OrderPlaced.class)
        .fireAsync(new OrderPlaced(17), options)
        .toCompletableFuture()
        .join();
  }

  private static <T> T asAcme(Callable<T> work) {
    try {
      return TenantScopes.call(ACME, work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String seen() {
    return TenantContext.current().map(tenant -> tenant.id().value()).orElse("nobody");
  }

  private static final class Carrying extends AnnotationLiteral<TenantPropagating>
      implements TenantPropagating {}
}
