package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Amazon SES: version 2 of the API by its paths, everything else is version 1. */
final class SesReader implements ServiceReader {

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern IDENTITY = Pattern.compile("identity/[A-Za-z0-9@._+-]+");
  private static final Pattern TEMPLATE = Pattern.compile("template/[A-Za-z0-9_.-]+");
  private final ServiceReader first = SesFirstReader.create();
  private final ServiceReader second =
      new RestReader("ses", new RestJsonRefusals("message"))
          .on("POST", "/v2/email/outbound-emails", "SendEmail", (r, labels) -> send(r))
          .on("POST", "/v2/email/outbound-bulk-emails", "SendBulkEmail", (r, labels) -> bulk(r))
          .unlisted("POST", "/v2/email/identities", "ses:CreateEmailIdentity")
          .unlisted("DELETE", "/v2/email/identities/{identity}", "ses:DeleteEmailIdentity")
          .unlisted("POST", "/v2/email/tenants", "ses:CreateTenant")
          .unlisted("POST", "/v2/email/tenants/list", "ses:ListTenants")
          .unlisted("POST", "/v2/email/tenants/resources", "ses:CreateTenantResourceAssociation")
          .unlisted("POST", "/v2/email/configuration-sets", "ses:CreateConfigurationSet")
          .unlisted("POST", "/v2/email/templates", "ses:CreateEmailTemplate")
          .unlisted("GET", "/v2/email/templates/{template}", "ses:GetEmailTemplate")
          .unlisted("PUT", "/v2/email/templates/{template}", "ses:UpdateEmailTemplate");

  @Override
  public String signingName() {
    return "ses";
  }

  private ServiceReader version(AwsRequest request) {
    return request.rawPath().startsWith("/v2/") ? second : first;
  }

  @Override
  public Reading read(SignedRequest request) {
    return version(request.http()).read(request);
  }

  private static List<Need> send(SignedRequest request) {
    ObjectNode input = request.json();
    JsonNode content = input.path("Content");
    List<Mail.Sender> senders = new ArrayList<>();
    if (input.has("FromEmailAddress")) {
      senders.add(Mail.sender(input.path("FromEmailAddress").asText()));
    }
    if (content.has("Raw")) {
      Mail.rawSender(raw(content)).ifPresent(senders::add);
    }
    Mail.Sender sender = Mail.only(senders);
    Set<String> resources = new LinkedHashSet<>();
    resources.add(identity(request, input, sender));
    addSettings(resources, request, input);
    addTemplate(resources, request, content.path("Template"));
    List<String> recipients = new ArrayList<>();
    for (String kind : List.of("ToAddresses", "CcAddresses", "BccAddresses")) {
      input.path("Destination").path(kind).forEach(one -> recipients.add(one.asText()));
    }
    List<Need> needs = needs("ses:SendEmail", resources, input);
    for (Need need : needs) {
      need.with("ses:FromAddress", sender.address())
          .with("ses:FromDisplayName", Optional.of(sender.name()).filter(n -> !n.isEmpty()))
          .with("ses:FeedbackAddress", text(input, "FeedbackForwardingEmailAddress"));
      if (!recipients.isEmpty()) { // of raw mail they may be in its headers, which are not read
        need.with("ses:Recipients", recipients);
      }
    }
    return needs;
  }

  private static byte[] raw(JsonNode content) {
    try {
      return Base64.getDecoder().decode(content.path("Raw").path("Data").asText());
    } catch (IllegalArgumentException e) {
      throw new Unreadable("its raw mail is not in Base64");
    }
  }

  private static List<Need> bulk(SignedRequest request) {
    ObjectNode input = request.json();
    if (!input.has("FromEmailAddress")) {
      throw new Unreadable("it names no sender");
    }
    Set<String> resources = new LinkedHashSet<>();
    resources.add(identity(request, input, Mail.sender(input.path("FromEmailAddress").asText())));
    addSettings(resources, request, input);
    addTemplate(resources, request, input.path("DefaultContent").path("Template"));
    return needs("ses:SendBulkEmail", resources, input);
  }

  private static String identity(SignedRequest request, ObjectNode input, Mail.Sender sender) {
    return input.has("FromEmailAddressIdentityArn")
        ? Arns.require(input.path("FromEmailAddressIdentityArn").asText(), "ses", IDENTITY)
        : Mail.identityArn(request, sender.address());
  }

  private static void addSettings(Set<String> resources, SignedRequest request, ObjectNode input) {
    if (input.has("ConfigurationSetName")) {
      String name = input.path("ConfigurationSetName").asText();
      resources.add(
          request.arn(
              "ses", "configuration-set/" + Arns.requireName(NAME, name, "configuration set")));
    }
  }

  private static void addTemplate(Set<String> resources, SignedRequest request, JsonNode template) {
    if (template.has("TemplateArn")) {
      resources.add(Arns.require(template.path("TemplateArn").asText(), "ses", TEMPLATE));
    }
    if (template.has("TemplateName")) {
      String name = template.path("TemplateName").asText();
      resources.add(request.arn("ses", "template/" + Arns.requireName(NAME, name, "template")));
    }
  }

  private static List<Need> needs(String action, Set<String> resources, ObjectNode input) {
    return resources.stream()
        .map(
            resource ->
                Need.of(action, resource)
                    .with("ses:ApiVersion", "2")
                    .with("ses:TenantName", text(input, "TenantName"))
                    .with("ses:MultiRegionEndpointId", text(input, "EndpointId")))
        .toList();
  }

  private static Optional<String> text(JsonNode input, String member) {
    return Optional.ofNullable(input.get(member)).map(JsonNode::asText);
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    return version(request.http()).success(request, operation);
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    return version(request).refusals(request);
  }
}
