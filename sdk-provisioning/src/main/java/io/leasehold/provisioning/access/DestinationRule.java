package io.leasehold.provisioning.access;

import java.net.URI;

/** An address that signs somebody in must lead to the AWS console and nowhere else. */
final class DestinationRule {

  private static final String CONSOLE = "console.aws.amazon.com";

  private DestinationRule() {}

  static URI checked(URI page) {
    String host = page.getHost();
    if (!"https".equals(page.getScheme())
        || host == null
        || page.getUserInfo() != null
        || !(host.equals(CONSOLE) || host.endsWith("." + CONSOLE))) {
      throw new IllegalArgumentException(
          "the destination is a page of https://console.aws.amazon.com or of a host below it");
    }
    return page;
  }
}
