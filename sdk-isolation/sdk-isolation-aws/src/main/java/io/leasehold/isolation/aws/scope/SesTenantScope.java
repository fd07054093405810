package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Mail that a tenant sends through SES v2 as the SES tenant of its name. Only the two actions that
 * carry the tenant's name, and only by version 2 of the API: the older ones and SMTP do not tell
 * the tenant. The configuration set has the name of the tenant, and the names of templates begin
 * with it and an underscore, such as {@code acme_welcome}.
 *
 * @param identity the address or domain that mail is sent from
 */
public record SesTenantScope(String identity) implements TenantResourceScope {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9@._+-]{3,250}");
  private static final List<String> ACTIONS = List.of("ses:SendBulkEmail", "ses:SendEmail");
  private static final String TENANT_NAME = "ses:TenantName";

  /**
   * Validates the identity.
   *
   * @throws IllegalArgumentException if it is neither address nor domain
   */
  public SesTenantScope {
    Names.require(IDENTITY, identity, "an identity is an address or a domain");
  }

  /**
   * Mail from that address or domain; configuration sets carry the tenant's name, templates begin
   * with it.
   */
  public static SesTenantScope from(String identity) {
    return new SesTenantScope(identity);
  }

  @Override
  public String label() {
    return "mail from " + identity;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(
            ACTIONS,
            // A bulk mail always has a template: without one here it would never be sent.
            List.of(sender(place), settings(place), templates(place)),
            Map.of("StringEquals", Map.of(TENANT_NAME, TENANT, "ses:ApiVersion", "2"))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "ses",
        List.of(
            new ForeignRequest(
                ACTIONS, sender(place), Map.of(TENANT_NAME, KeyShape.single(TENANT))),
            new ForeignRequest(ACTIONS, sender(place), Map.of(TENANT_NAME, KeyShape.absent())),
            new ForeignRequest(ACTIONS, settings(place), Map.of()),
            new ForeignRequest(ACTIONS, templates(place), Map.of())),
        new ForeignRequest(
            List.of("ses:SendRawEmail", "ses:SendTemplatedEmail", "ses:DeleteEmailIdentity"),
            place.arn("ses", "*"),
            Map.of()));
  }

  private String sender(AwsPlace place) {
    return place.arn("ses", "identity/" + identity);
  }

  private static String templates(AwsPlace place) {
    return place.arn("ses", "template/" + TENANT + "_*");
  }

  private static String settings(AwsPlace place) {
    return place.arn("ses", "configuration-set/" + TENANT);
  }
}
