package io.leasehold.isolation.aws.client.internal;

import java.util.Map;

/** By which prefix IAM knows the service of a client of the SDK. */
final class AwsServices {

  // Elsewhere the name that signatures carry is the prefix.
  private static final Map<String, String> DIFFERENT = Map.of("monitoring", "cloudwatch");

  private AwsServices() {}

  /** By the name that a client gives itself, such as {@code dynamodb}. */
  static String ofClient(String serviceName) {
    return DIFFERENT.getOrDefault(serviceName, serviceName);
  }

  /**
   * By the package of a presigner, such as {@code software.amazon.awssdk.services.s3.presigner}.
   */
  static String ofPackage(String presignerPackage) {
    String[] parts = presignerPackage.split("\\.", -1);
    return parts.length < 2 ? presignerPackage : parts[parts.length - 2];
  }
}
