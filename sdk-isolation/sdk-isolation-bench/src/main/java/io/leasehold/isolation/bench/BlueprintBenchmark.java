package io.leasehold.isolation.bench;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.proof.Proof;
import java.util.concurrent.TimeUnit;
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

/** Proving and compiling, from the scopes on: JSON is written, read and read again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class BlueprintBenchmark {

  /** Which blueprint. */
  @Param({"one:{T}/*", "one:{T}", "one:{T}/*_*/*", "six", "all"})
  public String blueprint = "six";

  @SuppressWarnings("NullAway.Init")
  private IsolationBlueprint chosen;

  /** Builds it. */
  @Setup(Level.Trial)
  public void start() {
    chosen = Blueprints.named(blueprint);
    if (!(chosen.prove() instanceof Proof.Isolated)) {
      throw new IllegalStateException("only what is isolated is walked to the end: " + blueprint);
    }
  }

  /** The whole proof. */
  @Benchmark
  public Object prove(CpuTime cpu) {
    cpu.calls++;
    return chosen.prove();
  }

  /** The template of all tenants' policies, which a vendor makes once. */
  @Benchmark
  public Object compile(CpuTime cpu) {
    cpu.calls++;
    return PolicyCompiler.template(chosen);
  }
}
