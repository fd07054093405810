package io.leasehold.labs.demo.cloud;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A simulated AWS and the key of its platform user. {@link #toString()} keeps the secret to itself.
 *
 * @param endpoint one address for all services
 * @param region the Region
 * @param accessKeyId the key of the platform user in the management account
 * @param secretAccessKey its secret
 */
public record CloudAccess(URI endpoint, String region, String accessKeyId, String secretAccessKey) {

  /** Requires every value. */
  public CloudAccess {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(secretAccessKey, "secretAccessKey");
  }

  /**
   * An AWS-compatible endpoint that the environment names and that nobody has set up yet; empty for
   * AWS itself, and where the environment names the role that tenants reach their data through.
   */
  public static Optional<CloudAccess> fromEnvironment(Map<String, String> environment) {
    String endpoint = environment.getOrDefault("LEASEHOLD_AWS_ENDPOINT", "");
    if (endpoint.isEmpty() || environment.containsKey("LABS_DATA_ROLE_ARN")) {
      return Optional.empty();
    }
    return Optional.of(
        new CloudAccess(
            URI.create(endpoint),
            environment.getOrDefault("LEASEHOLD_AWS_REGION", "eu-central-1"),
            environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
            environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "")));
  }

  /** The settings that a node of the application needs to come here. */
  public Map<String, String> settings() {
    return Map.of(
        "LEASEHOLD_AWS_ENDPOINT", endpoint.toString(),
        "LEASEHOLD_AWS_REGION", region,
        "LEASEHOLD_AWS_SIMULATED", "true",
        "AWS_ACCESS_KEY_ID", accessKeyId,
        "AWS_SECRET_ACCESS_KEY", secretAccessKey);
  }

  @Override
  public String toString() {
    return "CloudAccess[" + endpoint + ", " + accessKeyId + "]";
  }
}
