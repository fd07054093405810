package io.leasehold.tenancy.keycloak;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Keycloak process with two realms; ends with its owner. */
final class Keycloak implements AutoCloseable {

  private static final String ADMIN = "admin";

  private static final Duration START = Duration.ofMinutes(6);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String address;

  private Keycloak(Process process, int port) {
    this.process = process;
    this.address = "http://127.0.0.1:" + port;
  }

  static Keycloak start(String... realms) throws Exception {
    Path home = Path.of(System.getProperty("keycloak.home"));
    Path imports = Files.createDirectories(home.resolve("data/import"));
    for (String realm : realms) {
      Files.copy(
          Path.of("src/test/resources/realms", realm + "-realm.json"),
          imports.resolve(realm + "-realm.json"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    int port = freePort();
    ProcessBuilder start =
        new ProcessBuilder(
            "sh",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--db=dev-mem",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port);
    start.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    start.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    start.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx384m");
    start.redirectErrorStream(true).redirectOutput(home.resolve("log.txt").toFile());
    Keycloak keycloak = new Keycloak(start.start(), port);
    keycloak.awaitReady(home.resolve("log.txt"));
    return keycloak;
  }

  String issuer(String realm) {
    return address + "/realms/" + realm;
  }

  URI jwksUri(String realm) {
    return URI.create(issuer(realm) + "/protocol/openid-connect/certs");
  }

  /** Signs somebody in to the client {@code labs}; all that the token endpoint answers. */
  Map<String, Object> signIn(String realm, String user, String scope) throws Exception {
    return tokens(
        realm,
        Map.of(
            "client_id", "labs", "username", user, "password", user + "-password", "scope", scope));
  }

  /** Has the organization claim written as an object with ids instead of a list. */
  void writeOrganizationsAsObject(String realm) throws Exception {
    String scopes = address + "/admin/realms/" + realm + "/client-scopes";
    Map<String, Object> scope =
        objects(get(scopes)).stream()
            .filter(one -> "organization".equals(one.get("name")))
            .findFirst()
            .orElseThrow();
    String mappers = scopes + "/" + scope.get("id") + "/protocol-mappers/models";
    for (Map<String, Object> mapper : objects(get(mappers))) {
      Map<String, Object> config = JSONObjectUtils.getJSONObject(mapper, "config");
      config.put("addOrganizationId", "true");
      config.put("jsonType.label", "JSON");
      send(
          admin(mappers + "/" + mapper.get("id"))
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(mapper)))
              .build());
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void awaitReady(Path log) throws Exception {
    Instant end = Instant.now().plus(START);
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(issuer("pool") + "/.well-known/openid-configuration"))
            .build();
    while (!isAnswered(question)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new IllegalStateException("Keycloak did not start:\n" + Files.readString(log));
      }
      Thread.sleep(500);
    }
  }

  private boolean isAnswered(HttpRequest question) throws InterruptedException {
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String get(String url) throws Exception {
    return send(admin(url).build());
  }

  private HttpRequest.Builder admin(String url) throws Exception {
    Object token =
        tokens("master", Map.of("client_id", "admin-cli", "username", ADMIN, "password", ADMIN))
            .get("access_token");
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
  }

  private Map<String, Object> tokens(String realm, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&", "grant_type=password&", ""));
    return JSONObjectUtils.parse(
        send(
            HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
  }

  private String send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(String array) throws ParseException {
    return JSONArrayUtils.parse(array).stream()
        .map(element -> (Map<String, Object>) element)
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
