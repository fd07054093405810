package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request of acme, and one of globex that comes in before the first has looked. */
@Timeout(60)
@Tag("mistake-12")
class SharedFieldSabotageTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CountDownLatch acmeIsIn = new CountDownLatch(1);
  private final CountDownLatch globexIsIn = new CountDownLatch(1);

  /** A field that all requests share; a reference, so that every thread sees it. */
  private final AtomicReference<Tenant> field = new AtomicReference<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void inScopesEachRequestSeesItsOwnTenant() throws Exception {
    Future<Tenant> acme =
        threads.submit(() -> TenantScopes.call(ACME, () -> late(TenantContext::require)));
    acmeIsIn.await();
    threads.submit(() -> TenantScopes.run(GLOBEX, globexIsIn::countDown)).get();

    assertThat(acme.get()).isEqualTo(ACME);
  }

  @Test
  void inASharedFieldTheFirstRequestSeesTheTenantOfTheSecond() throws Exception {
    Future<Tenant> acme =
        threads.submit(
            () -> {
              field.set(ACME);
              return late(field::get);
            });
    acmeIsIn.await();
    field.set(GLOBEX);
    globexIsIn.countDown();

    assertThat(acme.get()).isEqualTo(GLOBEX);
  }

  private Tenant late(Supplier<Tenant> look) throws InterruptedException {
    acmeIsIn.countDown();
    globexIsIn.await();
    return look.get();
  }
}
