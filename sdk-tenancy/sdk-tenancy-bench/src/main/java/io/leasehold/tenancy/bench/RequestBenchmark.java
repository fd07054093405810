package io.leasehold.tenancy.bench;

import io.leasehold.tenancy.token.TokenVerifier;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One request after the other, on one thread. Keys are fetched before the clock starts.
 *
 * <ul>
 *   <li>{@code warm}: the token of the request was seen before, as in all but the first request of
 *       a session.
 *   <li>{@code cold}: it was not: a ring of tokens larger than any cache here.
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class RequestBenchmark {

  /** How many different tokens a cold run has. */
  static final int RING = 2_048;

  private static final int WARM_UP = 20_000;

  /** Whose request path. */
  @Param({"nimbus", "nimbus-jdk64", "leasehold-token", "leasehold", "spring", "smallrye"})
  public String library = "nimbus";

  private int next;

  // JMH calls start() before it measures.
  @SuppressWarnings("NullAway.Init")
  private Idp idp;

  @SuppressWarnings("NullAway.Init")
  private Contender contender;

  @SuppressWarnings("NullAway.Init")
  private List<String> ring;

  /** Reads or signs the tokens, and fetches the keys. */
  @Setup(Level.Trial)
  public void start(BenchmarkParams which) throws Exception {
    Tokens tokens = Tokens.ofThisRun();
    ring = tokens.all();
    idp = new Idp(tokens.key());
    // On the cold path ours has room for a few tokens only, so that the ring is always new to it
    // and the price of remembering is paid.
    long cacheBytes =
        which.getBenchmark().endsWith(".cold")
            ? Leasehold.FEW_TOKENS
            : TokenVerifier.Builder.DEFAULT_CACHE_BYTES;
    contender = contender(library, idp, cacheBytes);
    // By number, not by time: on a busy machine a second may be too little for the compiler.
    for (int i = 0; i < WARM_UP; i++) {
      contender.accept(ring.get(i % RING));
    }
  }

  /** A token that was never seen, or long ago. */
  @Benchmark
  public Object cold(CpuTime cpu) throws Exception {
    cpu.requests++;
    next = (next + 1) % RING;
    return contender.accept(ring.get(next));
  }

  /** The same token each time. */
  @Benchmark
  public Object warm(CpuTime cpu) throws Exception {
    cpu.requests++;
    return contender.accept(ring.get(0));
  }

  /** Ends the issuer. */
  @TearDown(Level.Trial)
  public void stop() throws Exception {
    contender.close();
    idp.close();
  }

  static Contender contender(String library, Idp idp, long cacheBytes) {
    return switch (library) {
      case "nimbus" -> new BareNimbus(idp);
      case "nimbus-jdk64" -> new LeanNimbus(idp);
      case "leasehold-token" -> new LeaseholdToken(idp, cacheBytes);
      case "leasehold" -> new Leasehold(idp, cacheBytes);
      case "spring" -> new Spring(idp);
      case "smallrye" -> new SmallRye(idp);
      default -> throw new IllegalArgumentException("no contender is called " + library);
    };
  }
}
