package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.Parameters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Version 1 of the API of Amazon SES, whose requests do not tell a tenant. */
final class SesFirstReader {

  private static final Pattern IDENTITY = Pattern.compile("identity/[A-Za-z0-9@._+-]+");

  private SesFirstReader() {}

  static ServiceReader create() {
    return new QueryReader(
        "ses",
        "http://ses.amazonaws.com/doc/2010-12-01/",
        Map.of(
            "SendEmail", (request, form) -> send(request, form, "SendEmail"),
            "SendRawEmail", (request, form) -> send(request, form, "SendRawEmail"),
            "SendTemplatedEmail", (request, form) -> send(request, form, "SendTemplatedEmail"),
            "SendBulkTemplatedEmail",
                (request, form) -> send(request, form, "SendBulkTemplatedEmail")));
  }

  private static List<Need> send(SignedRequest request, Parameters form, String name) {
    List<Mail.Sender> senders = new ArrayList<>();
    form.find("Source").map(Mail::sender).ifPresent(senders::add);
    form.find("RawMessage.Data").flatMap(SesFirstReader::raw).ifPresent(senders::add);
    Mail.Sender sender = Mail.only(senders);
    Set<String> resources = new LinkedHashSet<>();
    resources.add(identity(request, form, sender));
    for (String place : List.of("ConfigurationSetName", "Template")) {
      String kind = place.equals("Template") ? "template" : "configuration-set";
      form.find(place)
          .map(value -> Arns.requireName(SesReader.NAME, value, kind))
          .ifPresent(value -> resources.add(request.arn("ses", kind + "/" + value)));
    }
    return resources.stream()
        .map(
            resource ->
                Need.of("ses:" + name, resource)
                    .with("ses:ApiVersion", "1")
                    .with("ses:FromAddress", sender.address())
                    .with("ses:FeedbackAddress", form.find("ReturnPath"))
                    .without("ses:TenantName"))
        .toList();
  }

  private static Optional<Mail.Sender> raw(String data) {
    try {
      return Mail.rawSender(Base64.getDecoder().decode(data));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("its raw mail is not in Base64");
    }
  }

  private static String identity(SignedRequest request, Parameters form, Mail.Sender sender) {
    Optional<String> arn = form.find("SourceArn").or(() -> form.find("FromArn"));
    return arn.isPresent()
        ? Arns.require(arn.get(), "ses", IDENTITY)
        : Mail.identityArn(request, sender.address());
  }
}
