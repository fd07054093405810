package io.leasehold.isolation.bench;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.tenancy.TenantId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The same GetItem by a plain client with credentials of its own and by the tenant's facade, in
 * turns, over a network that takes no time. The difference is what isolation costs a call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
public class CallBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Calls in a turn: enough not to measure the clock. */
  private static final int TURN = 16;

  private static final GetItemRequest REQUEST =
      GetItemRequest.builder()
          .tableName("items")
          .key(Map.of("pk", AttributeValue.fromS("acme")))
          .build();

  private int round;

  @SuppressWarnings("NullAway.Init")
  private DynamoDbClient plain;

  @SuppressWarnings("NullAway.Init")
  private DynamoDbClient shared;

  @SuppressWarnings("NullAway.Init")
  private DynamoDbClient facade;

  /** Processor time of each in one iteration, in nanoseconds, and calls of each. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {

    /** By the plain client. */
    public long plain;

    /** By the facade. */
    public long facade;

    /** How many of each. */
    public long calls;
  }

  /** Builds the clients and warms up. */
  @Setup(Level.Trial)
  public void start(Blackhole sink) {
    plain =
        client()
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("ASIAPLAIN", "s".repeat(40), "t".repeat(1_200))))
            .build();
    shared = TenantClients.prepare(client()).build();
    facade =
        TenantClients.over(VendBenchmark.vendor())
            .scoped(DynamoDbClient.class, shared, TenantId.of("acme"));
    for (int i = 0; i < 10_000; i++) {
      sink.consume(plain.getItem(REQUEST));
      sink.consume(facade.getItem(REQUEST));
    }
  }

  private static DynamoDbClientBuilder client() {
    return DynamoDbClient.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("http://127.0.0.1:9"))
        .httpClient(new CannedHttp());
  }

  /** One turn for each, in another order each round. */
  @Benchmark
  public void callsInTurns(Turns turns, Blackhole sink) {
    round++;
    for (int i = 0; i < 2; i++) {
      boolean byFacade = (round + i) % 2 == 0;
      DynamoDbClient client = byFacade ? facade : plain;
      long begin = THREADS.getCurrentThreadCpuTime();
      for (int call = 0; call < TURN; call++) {
        sink.consume(client.getItem(REQUEST));
      }
      long nanos = THREADS.getCurrentThreadCpuTime() - begin;
      if (byFacade) {
        turns.facade += nanos;
      } else {
        turns.plain += nanos;
      }
    }
    turns.calls += TURN;
  }

  /** Closes the clients. */
  @TearDown(Level.Trial)
  public void stop() {
    plain.close();
    shared.close();
  }
}
