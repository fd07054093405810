package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many tenants, many more resolutions: each name is asked for once. A tenth by default; 10,000
 * tenants and 1,000,000 resolutions with {@code -Plong}.
 */
class ManyTenantsTest {

  private static final int SCALE = Boolean.getBoolean("leasehold.long") ? 10 : 1;
  private static final int TENANTS = 1_000 * SCALE;
  private static final int RESOLUTIONS = 100_000 * SCALE;
  private static final int THREADS = 8;

  private final InMemoryTenantRegistry store =
      InMemoryTenantRegistry.of(
          IntStream.range(0, TENANTS).mapToObj(ManyTenantsTest::tenant).toArray(Tenant[]::new));
  private final CountingRegistry counting = new CountingRegistry(store);
  private CachingTenantRegistry cache = CachingTenantRegistry.following(counting, store.changes());

  @Test
  void eachNameIsAskedForOnceHoweverManyResolveIt() throws Exception {
    counting.copies = true;
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> hits = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        hits.add(threads.submit(() -> resolve(random)));
      }
      int resolved = 0;
      for (Future<Integer> hit : hits) {
        resolved += hit.get();
      }
      assertThat(resolved).isEqualTo(RESOLUTIONS);
      Map<Object, Integer> questions = counting.byName();
      assertThat(questions.values()).as("single flight").containsOnly(1);
      assertThat(questions).hasSizeLessThanOrEqualTo(3 * TENANTS);
      long bytes = sizeOfCache();
      System.out.printf(
          "[registry] %d tenants, %d resolutions on %d threads: %d loads for %d names,"
              + " %d bytes a cached tenant (three names each)%n",
          TENANTS, RESOLUTIONS, THREADS, counting.questions(), questions.size(), bytes / TENANTS);
    } finally {
      threads.shutdownNow();
    }
  }

  /** As requests do: by host, then by the claim, with favourites as in real life. */
  private int resolve(Random random) {
    int resolved = 0;
    for (int i = 0; i < RESOLUTIONS / THREADS; i++) {
      int number = (int) (TENANTS * Math.pow(random.nextDouble(), 3));
      Optional<Tenant> found =
          switch (i % 3) {
            case 0 -> cache.findByDomain(domain(number));
            case 1 -> cache.findBySlug(TenantSlug.of("slug-" + number));
            default -> cache.findById(TenantId.of("tenant-" + number));
          };
      resolved += found.orElseThrow().id().value().equals("tenant-" + number) ? 1 : 0;
    }
    return resolved;
  }

  private static Tenant tenant(int number) {
    return Tenant.active(TenantId.of("tenant-" + number), Tier.of("basic"))
        .withSlug(TenantSlug.of("slug-" + number))
        .withDomains(domain(number))
        .withIssuers("https://id.example.com")
        .withAttributes(Map.of("support", "help@" + number + ".example"));
  }

  private static TenantDomain domain(int number) {
    return TenantDomain.of("labs-" + number + ".example");
  }

  /** What is free when it is gone. */
  private long sizeOfCache() {
    cache.findById(TenantId.of("tenant-0"));
    long with = usedMemory();
    cache.close();
    cache = CachingTenantRegistry.around(store);
    return with - usedMemory();
  }

  private static long usedMemory() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
