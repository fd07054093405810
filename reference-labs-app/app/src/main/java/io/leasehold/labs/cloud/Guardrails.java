package io.leasehold.labs.cloud;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The policy that keeps a learner to the services and the Region of a lab. */
final class Guardrails {

  private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{2,40}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

  private Guardrails() {}

  /**
   * The policy.
   *
   * @param services IAM prefixes
   * @param region the only Region
   * @throws IllegalArgumentException if a value is outside its grammar, which has no quotes and no
   *     wildcards, so that plain text is safe here
   */
  static String policy(List<String> services, String region) {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("a Region is written as eu-central-1");
    }
    TreeSet<String> allowed = new TreeSet<>(List.of("\"sts:GetCallerIdentity\""));
    for (String service : services) {
      if (!SERVICE.matcher(service).matches()) {
        throw new IllegalArgumentException("a lab names services by IAM prefix, such as s3");
      }
      allowed.add("\"" + service + ":*\"");
    }
    // The identity call is answered by whichever Region a client happens to ask; IAM has one place
    // for all Regions, which counts as us-east-1.
    return """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"OtherServices","Effect":"Deny","NotAction":[%s],"Resource":"*"},
        {"Sid":"OtherRegions","Effect":"Deny","NotAction":["iam:*","sts:GetCallerIdentity"],"Resource":"*",
        "Condition":{"StringNotEquals":{"aws:RequestedRegion":"%s"}}}]}
        """
        .formatted(String.join(",", allowed), region)
        .replace("\n", "");
  }
}
