package io.leasehold.isolation.aws.guard.internal;

import io.leasehold.isolation.aws.guard.EndpointFromEnvironmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * The settings outside the code by which the SDK sends requests elsewhere. Any of them counts, for
 * whichever service: who reads the tenants' requests at another address has their session tokens.
 */
public final class EnvironmentEndpoints {

  private static final String VARIABLE = "AWS_ENDPOINT_URL";
  private static final String PROPERTY = "aws.endpointUrl";
  private static final String IN_PROFILE = "endpoint_url";
  private static final String SERVICES = "services";

  private final Map<String, String> environment;
  private final Supplier<Set<String>> properties;

  EnvironmentEndpoints(Map<String, String> environment, Supplier<Set<String>> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  public static EnvironmentEndpoints ofProcess() {
    return new EnvironmentEndpoints(
        System.getenv(), () -> System.getProperties().stringPropertyNames());
  }

  /** Refuses what the process's variables and properties redirect. */
  public void refuse() {
    refuse(
        Stream.concat(
                environment.keySet().stream().filter(name -> name.startsWith(VARIABLE)),
                properties.get().stream().filter(name -> name.startsWith(PROPERTY)))
            .sorted()
            .toList());
  }

  /** Refuses what the shared configuration files redirect. */
  public void refuseProfile() {
    refuse(
        inProfile(
            ProfileFile.defaultProfileFile(),
            ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()));
  }

  static List<String> inProfile(ProfileFile file, String name) {
    Optional<Profile> profile = file.profile(name);
    List<String> found = new ArrayList<>();
    profile
        .filter(p -> p.property(IN_PROFILE).isPresent())
        .ifPresent(p -> found.add(IN_PROFILE + " of profile " + name));
    profile
        .flatMap(p -> p.property(SERVICES))
        .flatMap(section -> file.getSection(SERVICES, section))
        .filter(s -> s.properties().keySet().stream().anyMatch(key -> key.endsWith(IN_PROFILE)))
        .ifPresent(s -> found.add(IN_PROFILE + " in the services of profile " + name));
    return found;
  }

  private static void refuse(List<String> found) {
    if (!found.isEmpty()) {
      throw new EndpointFromEnvironmentException(found);
    }
  }
}
