package io.leasehold.isolation.testkit.http;

import java.util.regex.Pattern;

/** ARNs as requests name them. */
final class Arns {

  private Arns() {}

  /**
   * The ARN, if it is one of that service and its resource reads like that.
   *
   * @param resource what comes after the account
   */
  static String require(String arn, String service, Pattern resource) {
    String[] parts = arn.split(":", 6);
    boolean fits =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[1].startsWith("aws")
            && parts[2].equals(service)
            && resource.matcher(parts[5]).matches();
    if (!fits) {
      throw new Unreadable("\"" + arn + "\" is no ARN of " + service + " that is understood here");
    }
    return arn;
  }

  /** A name that cannot be mistaken for anything else. */
  static String requireName(Pattern names, String name, String kind) {
    if (!names.matcher(name).matches()) {
      throw new Unreadable("\"" + name + "\" is no name of a " + kind);
    }
    return name;
  }
}
