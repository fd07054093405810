package io.leasehold.localaws.internal.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A token whose issuer, signature, audience and time were verified. */
record WebIdentityToken(
    WebIdentityProvider provider,
    String subject,
    String audience,
    Map<String, String> tags,
    List<String> transitiveKeys,
    Optional<String> sourceIdentity) {

  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String FLAT = TAGS + "/principal_tags/";
  private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

  static WebIdentityToken verify(String token, List<WebIdentityProvider> providers, Instant now) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid("The ID Token provided is not a valid JWT");
    }
    ObjectNode claims = object(parts[1]);
    String issuer = text(claims, "iss");
    WebIdentityProvider provider =
        providers.stream()
            .filter(known -> known.issuer().equals(issuer))
            .findFirst()
            .orElseThrow(() -> invalid("No OpenIDConnect provider found in your account"));
    if (!text(object(parts[0]), "alg").equals("RS256") || !signed(parts, provider)) {
      throw invalid("Couldn't verify the signature of the token");
    }
    if (!claims.path("exp").isNumber() || !claims.path("iat").isNumber()) {
      throw invalid("Missing a required claim: exp and iat");
    }
    if (now.getEpochSecond() >= claims.path("exp").asLong()) {
      throw AwsException.badRequest("ExpiredTokenException", "Token expired");
    }
    return new WebIdentityToken(
        provider,
        text(claims, "sub"),
        audience(claims, provider),
        tags(claims),
        texts(claims.path(TAGS).path("transitive_tag_keys")),
        texts(claims.path(SOURCE_IDENTITY)).stream().findFirst());
  }

  private static boolean signed(String[] parts, WebIdentityProvider provider) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(provider.key());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(decoded(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // Of several audiences, azp names the one that asked.
  private static String audience(ObjectNode claims, WebIdentityProvider provider) {
    List<String> all = claims.has("azp") ? texts(claims.path("azp")) : texts(claims.path("aud"));
    if (all.size() != 1 || !provider.clientIds().contains(all.get(0))) {
      throw invalid("Incorrect token audience");
    }
    return all.get(0);
  }

  private static Map<String, String> tags(ObjectNode claims) {
    Map<String, String> tags = new LinkedHashMap<>();
    claims
        .path(TAGS)
        .path("principal_tags")
        .properties()
        .forEach(tag -> add(tags, tag.getKey(), tag.getValue()));
    claims.properties().stream()
        .filter(claim -> claim.getKey().startsWith(FLAT))
        .forEach(claim -> add(tags, claim.getKey().substring(FLAT.length()), claim.getValue()));
    return tags;
  }

  private static void add(Map<String, String> tags, String key, JsonNode value) {
    List<String> values = texts(value);
    String lower = key.toLowerCase(Locale.ROOT);
    if (values.size() != 1
        || tags.keySet().stream().anyMatch(k -> k.toLowerCase(Locale.ROOT).equals(lower))) {
      throw invalid("A session tag has one value, and a key that no other one has in another case");
    }
    tags.put(key, values.get(0));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(
        one -> {
          if (!one.isTextual()) {
            throw invalid("a claim is not a text");
          }
          texts.add(one.asText());
        });
    return texts;
  }

  private static String text(ObjectNode object, String name) {
    if (!object.path(name).isTextual()) {
      throw invalid("Missing a required claim: " + name);
    }
    return object.path(name).asText();
  }

  private static ObjectNode object(String part) {
    try {
      return Json.read(new String(decoded(part), StandardCharsets.UTF_8));
    } catch (AwsException e) {
      throw invalid("The ID Token provided is not a valid JWT");
    }
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw invalid("The ID Token provided is not a valid JWT");
    }
  }

  private static AwsException invalid(String message) {
    return AwsException.badRequest("InvalidIdentityToken", message);
  }
}
