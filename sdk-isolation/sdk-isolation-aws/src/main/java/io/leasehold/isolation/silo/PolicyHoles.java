package io.leasehold.isolation.silo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a template out of one tenant's policy: a hole where the tenant id stands. Filling the hole
 * with the id gives the policy back, so what is proved of the template for all tenants holds for
 * this one, whichever occurrences became holes.
 */
final class PolicyHoles {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> PLACES = Set.of("Resource", "NotResource", "Condition");
  private static final Pattern ARN_HEAD = Pattern.compile("arn:(?:[^:]*:){4}");

  private final Pattern occurrence;
  private final Map<String, String> known = new HashMap<>();

  /**
   * Makes templates of the tenant's policies.
   *
   * @param texts with holes; where the policy has one of them, that is where its holes are. In
   *     other texts each occurrence of the id is one, which a tenant called {@code table} would pay
   *     for
   */
  PolicyHoles(TenantId tenant, Collection<String> texts) {
    texts.forEach(text -> known.put(text.replace(PolicyTemplate.HOLE, tenant.value()), text));
    this.occurrence =
        Pattern.compile("(?<![a-z0-9])" + Pattern.quote(tenant.value()) + "(?![a-z0-9])");
  }

  /**
   * The template.
   *
   * @throws IllegalArgumentException if the text has no place for holes
   */
  PolicyTemplate template(String json) {
    if (json.contains(PolicyTemplate.HOLE)) {
      throw new IllegalArgumentException("a policy contains no " + PolicyTemplate.HOLE);
    }
    StringWriter text = new StringWriter();
    try (JsonParser parser = FACTORY.createParser(json);
        JsonGenerator generator = FACTORY.createGenerator(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && isPlace(parser.getParsingContext())) {
          generator.writeString(holes(parser.getText()));
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a policy is well-formed JSON", e);
    }
    return new PolicyTemplate(text.toString());
  }

  private static boolean isPlace(JsonStreamContext context) {
    for (JsonStreamContext c = context; c != null; c = c.getParent()) {
      if (c.getCurrentName() != null && PLACES.contains(c.getCurrentName())) {
        return true;
      }
    }
    return false;
  }

  /** Account and Region of an ARN are no places for a tenant. */
  private String holes(String text) {
    String same = known.get(text);
    if (same != null) {
      return same;
    }
    Matcher head = ARN_HEAD.matcher(text);
    int from = head.lookingAt() ? head.end() : 0;
    return text.substring(0, from)
        + occurrence
            .matcher(text.substring(from))
            .replaceAll(Matcher.quoteReplacement(PolicyTemplate.HOLE));
  }
}
