package io.leasehold.isolation.aws.probe;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@link SdkIsolationProbe} found.
 *
 * @param modules the SDK's modules on the class path that could be identified
 * @param paths one finding for each path whose modules are there
 */
public record SdkIsolationReport(List<SdkModule> modules, List<PathFinding> paths) {

  /** Copies. */
  public SdkIsolationReport {
    modules = List.copyOf(modules);
    paths = List.copyOf(paths);
  }

  /** The versions of the modules; more than one is a mixture. */
  public Set<String> versions() {
    return modules.stream().map(SdkModule::version).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether one SDK is on the class path, and every path of it is sound. */
  public boolean sound() {
    return versions().size() <= 1 && paths.stream().allMatch(PathFinding::sound);
  }

  /**
   * Ends the start of an application whose SDK cannot be trusted with tenants.
   *
   * @throws UnsoundSdkException if a path leaks or breaks, or modules of several versions are mixed
   */
  public void requireSound() {
    if (versions().size() > 1) {
      throw new UnsoundSdkException(
          "LH-ISO-157",
          "modules of the AWS SDK are mixed, and mixtures have lost credentials: "
              + modules
              + "; import software.amazon.awssdk:bom and set no version elsewhere");
    }
    List<PathFinding> unsound = paths.stream().filter(path -> !path.sound()).toList();
    if (!unsound.isEmpty()) {
      throw new UnsoundSdkException(
          "LH-ISO-156",
          "this version of the AWS SDK does not keep tenants apart: "
              + unsound
              + "; use a version that this library was tested with");
    }
  }

  /** For the log at start, a line for each path. */
  public String text() {
    return paths.stream()
        .map(
            path ->
                "%s: the SDK alone sends it %s; a prepared client: %s; through the facade: %s"
                    .formatted(path.path(), path.bare(), path.prepared(), path.bound()))
        .collect(Collectors.joining("\n", "AWS SDK " + String.join(", ", versions()) + "\n", ""));
  }
}
