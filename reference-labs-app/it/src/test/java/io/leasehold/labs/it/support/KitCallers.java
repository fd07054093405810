package io.leasehold.labs.it.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leasehold.isolation.testkit.data.RestCall;
import io.leasehold.isolation.testkit.data.RestCaller;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learner of each of two tenants, as the isolation kit needs them. */
public final class KitCallers {

  /** Who attacks. */
  public static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("kit"));

  /** Whose rows are meant. */
  public static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("kit"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> USERS = Map.of("acme", "ada", "globex", "bob");

  private final LabsEnvironment labs;
  private final Map<String, String> tokens = new LinkedHashMap<>();

  /** Signs both in. */
  public KitCallers(LabsEnvironment labs) {
    this.labs = labs;
    USERS.forEach((tenant, user) -> tokens.put(tenant, labs.signIn().signIn(user)));
  }

  /** The client of the tenant's learner. */
  public LabsClient client(Tenant tenant) {
    String id = tenant.id().value();
    return LabsClient.with(labs.node(1), id, tokens.get(id));
  }

  /** By real HTTP to the first node, with the token and the host of the caller's tenant. */
  public RestCaller rest() {
    return RestCaller.http(URI.create("http://127.0.0.1:" + labs.node(1).port()), this::headers);
  }

  private Map<String, String> headers(RestCall call) throws JsonProcessingException {
    String tenant = call.caller().id().value();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", tenant + ".localhost:" + labs.node(1).port());
    headers.put("Authorization", "Bearer " + tokens.get(tenant));
    if (call.body() != null) {
      headers.put("Idempotency-Key", keyFor(JSON.readTree(call.body()).path("labId").asText()));
    }
    return headers;
  }

  /** The key under which the kit starts a lab: the same lab is started once. */
  public static String keyFor(String lab) {
    return "kit-" + lab;
  }

  /** The pseudonym of the learner of each tenant, as the application makes it of the token. */
  public Map<String, String> learners() {
    Map<String, String> learners = new LinkedHashMap<>();
    tokens.forEach((tenant, token) -> learners.put(tenant, pseudonym(token)));
    return learners;
  }

  private static String pseudonym(String token) {
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
      String about = claims.path("iss").asText() + "\n" + claims.path("sub").asText();
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
      return "u-" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (java.io.IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
