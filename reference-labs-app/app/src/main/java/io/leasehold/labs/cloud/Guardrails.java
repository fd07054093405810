package io.leasehold.labs.cloud;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The policy that keeps a learner to the services and the Region of a lab. */
final class Guardrails {

  private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{2,40}");

  private Guardrails() {}

  static String policy(List<String> services, String region) {
    TreeSet<String> allowed = new TreeSet<>(List.of("sts:GetCallerIdentity"));
    for (String service : services) {
      if (!SERVICE.matcher(service).matches()) {
        throw new IllegalArgumentException("a lab names services by IAM prefix, such as s3");
      }
      allowed.add(service + ":*");
    }
    JsonArrayBuilder actions = Json.createArrayBuilder();
    allowed.forEach(actions::add);
    JsonObjectBuilder otherServices =
        Json.createObjectBuilder()
            .add("Sid", "OtherServices")
            .add("Effect", "Deny")
            .add("NotAction", actions)
            .add("Resource", "*");
    JsonObject elsewhere =
        Json.createObjectBuilder()
            .add("StringNotEquals", Json.createObjectBuilder().add("aws:RequestedRegion", region))
            .build();
    JsonObjectBuilder otherRegions =
        Json.createObjectBuilder()
            .add("Sid", "OtherRegions")
            .add("Effect", "Deny")
            // The identity call is answered by whichever Region a client happens to ask.
            .add("NotAction", Json.createArrayBuilder().add("sts:GetCallerIdentity"))
            .add("Resource", "*")
            .add("Condition", elsewhere);
    return Json.createObjectBuilder()
        .add("Version", "2012-10-17")
        .add("Statement", Json.createArrayBuilder().add(otherServices).add(otherRegions))
        .build()
        .toString();
  }
}
