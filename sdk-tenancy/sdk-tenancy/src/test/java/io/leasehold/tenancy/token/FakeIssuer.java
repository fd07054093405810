package io.leasehold.tenancy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer with real keys behind a real HTTP server on loopback. */
public final class FakeIssuer implements AutoCloseable {

  public static final String AUDIENCE = "labs";

  // Making keys is slow; the same name has the same first key in all tests of a JVM.
  private static final Map<String, RSAKey> FIRST_KEYS = new ConcurrentHashMap<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetches = new AtomicInteger();
  private final String name;
  private volatile RSAKey key;
  private volatile Answer answer = this::publish;

  /** How the JWKS address answers. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private FakeIssuer(String name) throws IOException {
    this.name = name;
    this.key = firstKey(name);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/jwks",
        exchange -> {
          fetches.incrementAndGet();
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
  }

  public static FakeIssuer start(String name) throws IOException {
    return new FakeIssuer(name);
  }

  public static RSAKey newKey(String kid, int bits) {
    try {
      // Nimbus makes no weak key unless told.
      return new RSAKeyGenerator(bits, true).keyID(kid).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an issuer of this name publishes at first. */
  public static JWKSet firstKeys(String name) {
    return new JWKSet(firstKey(name).toPublicJWK());
  }

  private static RSAKey firstKey(String name) {
    return FIRST_KEYS.computeIfAbsent(name, first -> newKey(first + "-1", 2048));
  }

  public String issuer() {
    return "https://id.example.com/" + name;
  }

  public URI jwksUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  public TrustedIssuer trusted() {
    return TrustedIssuer.of(issuer(), jwksUri(), AUDIENCE);
  }

  public RSAKey key() {
    return key;
  }

  public int fetches() {
    return fetches.get();
  }

  public void rotateTo(RSAKey newKey) {
    this.key = newKey;
  }

  public void answer(Answer newAnswer) {
    this.answer = newAnswer;
  }

  public void answerKeys() {
    this.answer = this::publish;
  }

  public void answerStatus(int status) {
    this.answer = exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** Good claims for a member of the tenant; tests break one each. */
  public JWTClaimsSet.Builder claims(String tenantId) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("ada")
        .audience(AUDIENCE)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("groups", List.of("learner"))
        .claim("tenant_id", tenantId);
  }

  public String token(String tenantId) {
    return sign(claims(tenantId).build());
  }

  public String sign(JWTClaimsSet claims) {
    return sign(header().build(), claims);
  }

  public JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID());
  }

  public String sign(JWSHeader header, JWTClaimsSet claims) {
    return sign(header, claims, key);
  }

  public static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Answers with the keys. */
  public void publish(HttpExchange exchange) throws IOException {
    publish(exchange, new JWKSet(key.toPublicJWK()));
  }

  /** Answers with these keys. */
  public static void publish(HttpExchange exchange, JWKSet keys) throws IOException {
    byte[] body = keys.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/jwk-set+json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
