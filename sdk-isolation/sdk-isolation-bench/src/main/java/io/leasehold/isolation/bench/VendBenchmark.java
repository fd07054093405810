package io.leasehold.isolation.bench;

import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Credentials that were vended before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VendBenchmark {

  /** How many tenants come in turns. */
  @Param({"1", "5000"})
  public int tenants = 1;

  private int next;

  @SuppressWarnings("NullAway.Init")
  private TenantCredentialVendor vendor;

  @SuppressWarnings("NullAway.Init")
  private List<TenantId> ids;

  /** Vends to each once. */
  @Setup(Level.Trial)
  public void start() {
    vendor = vendor();
    ids = IntStream.range(0, tenants).mapToObj(i -> TenantId.of("tenant-" + i)).toList();
    ids.forEach(id -> vendor.vend(id).toCompletableFuture().join());
  }

  static TenantCredentialVendor vendor() {
    return TenantCredentialVendor.builder()
        .sts(StubSts.client())
        .role("arn:aws:iam::111111111111:role/Tenant")
        .blueprint(Blueprints.named("six"))
        .build();
  }

  /** From the cache. */
  @Benchmark
  public Object vend(CpuTime cpu) {
    cpu.calls++;
    next = next + 1 == tenants ? 0 : next + 1;
    return vendor.vend(ids.get(next)).toCompletableFuture().join();
  }
}
