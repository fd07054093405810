package io.leasehold.isolation.aws.revocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.aws.internal.SessionNames;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The policy that has AWS itself refuse revoked sessions: an inline policy on the role that all
 * tenants' sessions share, which denies everything to those of certain tenants that were issued
 * before. Other tenants', and newer ones, it leaves alone. Immutable.
 *
 * <p>AWS applies it some seconds after it was put.
 *
 * @param json what to put; empty if nothing is revoked, and the policy is to be deleted
 */
public record RevocationDocument(Optional<String> json) {

  /** How long inline policies of one role may be together, white space not counted. */
  public static final int MAX_CHARACTERS = 10_240;

  private static final Pattern ROLE_ID = Pattern.compile("AROA[A-Z0-9]{12,124}");
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * For sessions that carry their tenant in a session tag.
   *
   * @param tag the key, as {@code TenantCredentialVendorBuilder.tenantTag} has it
   * @param revocations what is revoked
   * @param now those are left out whose sessions have expired by now
   * @param longest how long sessions live
   * @throws RevocationBudgetException if it would be too long for the role
   */
  public static RevocationDocument byTag(
      String tag, Collection<Revocation> revocations, Instant now, Duration longest) {
    return of(
        "aws:PrincipalTag/" + tag,
        revocation -> revocation.tenant().value(),
        revocations,
        now.minus(longest));
  }

  /**
   * For sessions without tags, by their names.
   *
   * @param roleId the unique id of the role, such as {@code AROA1234567890EXAMPLE}
   * @throws IllegalArgumentException if that is none
   * @throws RevocationBudgetException if it would be too long for the role
   */
  public static RevocationDocument byName(
      String roleId, Collection<Revocation> revocations, Instant now, Duration longest) {
    Names.require(ROLE_ID, roleId, "the unique id of a role reads like AROA1234567890EXAMPLE");
    return of(
        "aws:userid",
        revocation -> roleId + ":" + SessionNames.of(revocation.tenant()),
        revocations,
        now.minus(longest));
  }

  private static RevocationDocument of(
      String key,
      Function<Revocation, String> who,
      Collection<Revocation> revocations,
      Instant expired) {
    Map<Instant, List<String>> byInstant = new TreeMap<>();
    revocations.stream()
        .filter(revocation -> revocation.issuedBefore().isAfter(expired))
        .forEach(
            revocation ->
                byInstant
                    .computeIfAbsent(revocation.issuedBefore(), first -> new ArrayList<>())
                    .add(who.apply(revocation)));
    if (byInstant.isEmpty()) {
      return new RevocationDocument(Optional.empty());
    }
    String json = write(key, byInstant);
    if (json.length() > MAX_CHARACTERS) {
      throw new RevocationBudgetException(
          byInstant.values().stream().mapToInt(List::size).sum(), json.length());
    }
    return new RevocationDocument(Optional.of(json));
  }

  private static String write(String key, Map<Instant, List<String>> byInstant) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Version", "2012-10-17");
      json.writeArrayFieldStart("Statement");
      for (Map.Entry<Instant, List<String>> entry : byInstant.entrySet()) {
        json.writeStartObject();
        json.writeStringField("Effect", "Deny");
        json.writeStringField("Action", "*");
        json.writeStringField("Resource", "*");
        json.writeObjectFieldStart("Condition");
        json.writeObjectFieldStart("DateLessThan");
        json.writeStringField("aws:TokenIssueTime", entry.getKey().toString());
        json.writeEndObject();
        json.writeObjectFieldStart("StringEquals");
        json.writeArrayFieldStart(key);
        for (String who : entry.getValue().stream().sorted().toList()) {
          json.writeString(who);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }
}
