package io.leasehold.labs.it;

import static io.leasehold.labs.it.support.KitCallers.ACME;
import static io.leasehold.labs.it.support.KitCallers.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.isolation.testkit.data.DataIsolationTck;
import io.leasehold.isolation.testkit.data.DataUnderTest;
import io.leasehold.isolation.testkit.data.KnownRows;
import io.leasehold.isolation.testkit.data.NotJudged;
import io.leasehold.isolation.testkit.data.RestCall;
import io.leasehold.isolation.testkit.data.RestCaller;
import io.leasehold.isolation.testkit.data.RestReply;
import io.leasehold.isolation.testkit.data.WantedArgument;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.it.support.Answer;
import io.leasehold.labs.it.support.KitCallers;
import io.leasehold.labs.it.support.KitRows;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.RunningLabs;
import io.leasehold.tenancy.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The isolation kit on the product itself: its tables as its own role sees them, and every route of
 * its OpenAPI document over real HTTP, with the token and the host of a learner of acme and the ids
 * of a learner of globex. A route that is added without a verdict fails here.
 */
@ExtendWith(RunningLabs.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationKitIT implements DataIsolationTck {

  // They end in the plan runner, which writes rows when it likes: judged with labs that run.
  private static final Set<String> WITH_LABS =
      Set.of(
          "post /api/lab-runs",
          "get /api/lab-runs/{id}/access",
          "post /api/lab-runs/{id}/end",
          "post /api/operations/{id}/cancel");

  private final KitCallers callers;
  private final KitRows rows;
  private final Answer document;
  private WithLabs withLabs;

  IsolationKitIT(LabsEnvironment labs) {
    callers = new KitCallers(labs);
    rows = new KitRows(labs, callers.learners());
    document = callers.client(ACME).get("/openapi?format=JSON");
  }

  @AfterAll
  void leaveNothing() throws Exception {
    if (withLabs != null) {
      withLabs.end();
    }
    rows.removeAll("tck-");
  }

  @Override
  public DataUnderTest dataUnderTest() {
    return underTest(callers.rest()).build();
  }

  @TestFactory
  Stream<DynamicNode> labsThatRunStayApart() throws Exception {
    withLabs = new WithLabs(this);
    return withLabs.rowsStayApart();
  }

  @Test
  void theCancellingOfAnothersStartIsAnsweredLikeThatOfNoneAndCancelsNothing() {
    LabsClient globex = callers.client(GLOBEX);
    Answer started = globex.start("first-bucket");
    String operation = started.field("id");
    Answer foreign = callers.client(ACME).post("/api/operations/" + operation + "/cancel", "");
    Answer unknown =
        callers.client(ACME).post("/api/operations/" + UUID.randomUUID() + "/cancel", "");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo(unknown.text());
    globex.awaitSuccess(operation, Duration.ofMinutes(2));
    globex.endAndWait(started.field("labRunId"));
  }

  @Test
  void everyRouteOfTheDocumentIsJudgedHereOrThere() {
    assertThat(operations(document.json().deepCopy())).containsAll(WITH_LABS).hasSize(11);
  }

  @Test
  void aRouteThatAsksForEverybodyMakesTheKitRed() throws Exception {
    RestCaller honest = callers.rest();
    RestCaller leaky =
        call -> {
          RestReply reply = honest.call(call);
          return reply.status() == 404
              ? honest.call(new RestCall(GLOBEX, call.method(), call.path(), call.body()))
              : reply;
        };
    DataIsolationTck kit = () -> underTest(leaky).build();
    Map<String, String> failures = new LinkedHashMap<>();
    kit.rowsStayApart()
        .map(DynamicTest.class::cast)
        .filter(test -> test.getDisplayName().equals("GET /api/lab-runs/{id}"))
        .forEach(test -> failures.put(test.getDisplayName(), failure(test)));
    assertThat(failures).hasSize(1);
    assertThat(failures.get("GET /api/lab-runs/{id}")).startsWith("LH-ISO-360").contains("LEAKS");
  }

  private DataUnderTest.Builder underTest(RestCaller caller) {
    return DataUnderTest.builder(rows.source())
        .tenants(ACME, GLOBEX)
        .seed(seeding -> rows.seed(seeding.marker()))
        .arguments(
            (wanted, known) ->
                wanted.target().equals("GET /api/labs/{id}") ? known.value("lab", "name") : null)
        .openApi(caller, only(false));
  }

  private static String failure(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return "";
    } catch (Throwable failed) {
      return String.valueOf(failed.getMessage());
    }
  }

  private String only(boolean withLabs) {
    ObjectNode json = document.json().deepCopy();
    json.path("paths")
        .properties()
        .forEach(
            path ->
                ((ObjectNode) path.getValue())
                    .properties()
                    .removeIf(
                        one ->
                            WITH_LABS.contains(one.getKey() + " " + path.getKey()) != withLabs
                                && one.getValue().has("operationId")));
    return json.toString();
  }

  private static Set<String> operations(ObjectNode json) {
    Set<String> operations = new TreeSet<>();
    json.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(one -> one.getValue().has("operationId"))
                    .forEach(one -> operations.add(one.getKey() + " " + path.getKey())));
    return operations;
  }

  /** With a lab of each tenant that runs, and one that was ended. */
  @NotJudged(
      what = "POST /api/operations/{id}/cancel",
      reason =
          "a start is cancelled once, and what is over is refused; it is a test of its own here")
  static final class WithLabs implements DataIsolationTck {

    private final IsolationKitIT kit;
    private final Map<Tenant, Labs> labs = new LinkedHashMap<>();

    private record Labs(String name, UUID running, UUID ended, UUID operation) {}

    WithLabs(IsolationKitIT kit) throws Exception {
      this.kit = kit;
      for (Tenant tenant : new Tenant[] {ACME, GLOBEX}) {
        labs.put(tenant, begin(tenant));
      }
    }

    private Labs begin(Tenant tenant) throws Exception {
      String name = "tck-only-" + tenant.id();
      kit.rows.offer(tenant.id().value(), name);
      LabsClient learner = kit.callers.client(tenant);
      String ended = learner.startAndWait("first-table");
      learner.endAndWait(ended);
      Answer started = learner.start(name, KitCallers.keyFor(name));
      learner.awaitSuccess(started.field("id"), Duration.ofMinutes(2));
      return new Labs(
          name,
          UUID.fromString(started.field("labRunId")),
          UUID.fromString(ended),
          UUID.fromString(started.field("id")));
    }

    void end() {
      labs.forEach(
          (tenant, ours) -> kit.callers.client(tenant).endAndWait(ours.running().toString()));
    }

    @Override
    public DataUnderTest dataUnderTest() {
      return DataUnderTest.builder(kit.rows.source())
          .tenants(ACME, GLOBEX)
          .seed(seeding -> kit.rows.seed(seeding.marker()))
          .arguments(this::argument)
          .openApi(kit.callers.rest(), kit.only(true))
          .build();
    }

    private Object argument(WantedArgument wanted, KnownRows known) {
      Labs theirs = labs.get(known.owner());
      if (wanted.name().equals("labId")) {
        return theirs == null ? "tck-none-" + known.marker().substring(20) : theirs.name();
      }
      if (theirs == null) {
        return UUID.randomUUID();
      }
      return switch (wanted.target()) {
        case "GET /api/lab-runs/{id}/access" -> theirs.running();
        case "POST /api/lab-runs/{id}/end" -> theirs.ended();
        default -> theirs.operation();
      };
    }
  }
}
