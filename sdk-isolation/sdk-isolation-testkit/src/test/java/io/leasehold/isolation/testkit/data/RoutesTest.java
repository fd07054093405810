package io.leasehold.isolation.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import jakarta.persistence.EntityManagerFactory;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** Routes over real HTTP, found by their annotations and by an OpenAPI document. */
class RoutesTest {

  private static final String OPEN_API =
      """
      {"openapi":"3.1.0","paths":{
        "/tasks":{
          "get":{"parameters":[{"$ref":"#/components/parameters/Title"}]},
          "post":{"requestBody":{"content":{"application/json":{
            "schema":{"$ref":"#/components/schemas/NewTask"}}}}}},
        "/tasks/{id}":{
          "parameters":[{"name":"id","in":"path","schema":{"type":["integer","null"],"format":"int64"}}],
          "get":{},"delete":{}}},
       "components":{
         "parameters":{"Title":{"name":"title","in":"query","schema":{"type":"string"}}},
         "schemas":{"NewTask":{"type":"object","properties":{
           "projectId":{"type":"string","format":"uuid"},"title":{"type":"string"},
           "id":{"type":"integer","readOnly":true}}}}}}
      """;

  private static KitDatabase database;
  private static EntityManagerFactory unit;
  private static Tasks tasks;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    database = new KitDatabase();
    unit = database.unit();
    tasks = new Tasks(unit);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api", RoutesTest::handle);
    server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop(0);
    unit.close();
    database.close();
  }

  @BeforeEach
  void soundDatabase() {
    database.reset();
  }

  @Test
  void routesThatAreSoundHold() {
    Events tests = DataIsolationTckTest.run(Sound.class);
    assertThat(DataIsolationTckTest.names(tests))
        .containsExactlyInAnyOrder(
            "table project",
            "table task",
            "query Project.named",
            "query Project.rename",
            "query Task.titles",
            "GET /tasks",
            "POST /tasks",
            "GET /tasks/{id}",
            "DELETE /tasks/{id}");
    assertThat(DataIsolationTckTest.failures(tests)).isEmpty();
  }

  @Test
  void theSameRoutesAreFoundInAnOpenApiDocument() {
    Events tests = DataIsolationTckTest.run(Described.class);
    assertThat(DataIsolationTckTest.names(tests))
        .contains("GET /tasks", "POST /tasks", "GET /tasks/{id}", "DELETE /tasks/{id}");
    assertThat(DataIsolationTckTest.failures(tests)).isEmpty();
  }

  @Test
  void routesThatLeakFail() {
    Map<String, String> leaks = DataIsolationTckTest.leaks(DataIsolationTckTest.run(Leaky.class));
    assertThat(leaks)
        .containsOnlyKeys(
            "GET /leaky/tasks/{id}", "GET /leaky/stats", "GET /leaky/tasks/{id}/title");
    assertThat(leaks.get("GET /leaky/tasks/{id}/title")).contains("a row of acme-eu came back");
    assertThat(leaks.get("GET /leaky/tasks/{id}"))
        .contains("answered otherwise", "status 403", "status 404");
    assertThat(leaks.get("GET /leaky/stats")).contains("changed when acme-eu got rows");
  }

  @Test
  void aRouteThatRefusesItsOwnTenantIsNotTakenForIsolated() {
    assertThat(DataIsolationTckTest.failures(DataIsolationTckTest.run(Gone.class)))
        .containsOnlyKeys("GET /gone/{id}")
        .hasEntrySatisfying(
            "GET /gone/{id}", said -> assertThat(said).contains("LH-ISO-361", "status 404"));
  }

  @Test
  void whatIsNoOpenApiDocumentIsRefused() {
    for (String text : List.of("openapi: 3.1.0", "{}")) {
      assertThatThrownBy(() -> seeded().openApi(caller(), text))
          .isInstanceOf(DataKitException.class)
          .hasMessageContaining("LH-ISO-353");
    }
  }

  private static DataUnderTest.Builder seeded() {
    return DataUnderTest.builder(unit)
        .seed(
            rows -> {
              Project project = rows.persist(new Project(rows.marker()));
              rows.persist(new Task(project, rows.marker()));
            });
  }

  private static RestCaller caller() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    return RestCaller.http(base, call -> Map.of("X-Tenant", call.caller().id().value()));
  }

  static class Sound implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().routes(caller(), TaskRoutes.class).build();
    }
  }

  static class Described implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().openApi(caller(), OPEN_API).build();
    }
  }

  static class Leaky implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().routes(caller(), LeakyRoutes.class).build();
    }
  }

  static class Gone implements DataIsolationTck {
    @Override
    public DataUnderTest dataUnderTest() {
      return seeded().routes(caller(), GoneRoutes.class).build();
    }
  }

  @Path("tasks")
  interface TaskRoutes {
    @GET
    String all(@QueryParam("title") String title);

    @POST
    String add(Tasks.NewTask task);

    @Path("{id: [0-9]+}")
    OneTask one();
  }

  interface OneTask {
    @GET
    String get(@PathParam("id") long id);

    @DELETE
    void delete();
  }

  @Path("/leaky")
  interface LeakyRoutes {
    @GET
    @Path("tasks/{id}")
    String get(@PathParam("id") long id);

    @GET
    @Path("tasks/{id}/title")
    String title(@PathParam("id") long id);

    @GET
    @Path("stats")
    String stats();
  }

  @Path("gone/{id}")
  interface GoneRoutes {
    @GET
    String get(@PathParam("id") UUID projectId);
  }

  /** The application behind the routes. */
  private static void handle(HttpExchange exchange) throws java.io.IOException {
    Tenant tenant =
        Tenant.active(
            TenantId.of(exchange.getRequestHeaders().getFirst("X-Tenant")), Tier.of("basic"));
    String request =
        exchange.getRequestMethod() + " " + exchange.getRequestURI().toString().substring(4);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply;
    try {
      reply = TenantScopes.call(tenant, () -> answer(request, body));
    } catch (IllegalArgumentException e) {
      reply = new Reply(400, "{\"detail\":\"" + e.getMessage() + "\"}");
    } catch (Exception e) {
      reply = new Reply(500, "{\"trace\":\"" + UUID.randomUUID() + "\"}");
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Reply(int status, String body) {}

  private static Reply answer(String request, String body) {
    Matcher one =
        Pattern.compile("(GET|DELETE) (/leaky)?/tasks/([0-9]+)(/title)?").matcher(request);
    if (one.matches()) {
      long id = Long.parseLong(one.group(3));
      if (one.group(1).equals("DELETE")) {
        tasks.delete(id);
        return new Reply(204, "");
      }
      String title = (String) database.first("select title from task where id = ?", id);
      if (one.group(4) != null) {
        return new Reply(title == null ? 404 : 200, "{\"title\":\"" + title + "\"}");
      }
      if (tasks.find(id).isEmpty()) {
        boolean tells = one.group(2) != null && title != null;
        return new Reply(tells ? 403 : 404, "{\"instance\":\"/tasks/" + id + "\"}");
      }
      return new Reply(200, "{\"id\":" + id + ",\"title\":\"" + title + "\"}");
    }
    if (request.startsWith("GET /tasks?title=")) {
      String title = request.substring("GET /tasks?title=".length()).replace("%25", "%");
      String all =
          tasks.byTitle(title).stream()
              .map(task -> "{\"id\":" + task.id + ",\"title\":\"" + task.title + "\"}")
              .collect(Collectors.joining(",", "[", "]"));
      return new Reply(200, all);
    }
    if (request.equals("POST /tasks")) {
      Matcher project = Pattern.compile("\"projectId\":\"([0-9a-f-]+)\"").matcher(body);
      if (!project.find()) {
        throw new IllegalArgumentException("no project");
      }
      long id = tasks.add(new Tasks.NewTask(UUID.fromString(project.group(1)), "new"));
      return new Reply(201, "{\"id\":" + id + "}");
    }
    if (request.equals("GET /leaky/stats")) {
      return new Reply(200, "{\"tasks\":" + database.first("select count(*) from task") + "}");
    }
    return new Reply(404, "{}");
  }
}
