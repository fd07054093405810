package io.leasehold.isolation.aws.probe;

import java.util.Objects;

/** A module of the AWS SDK on the class path, such as {@code s3}, and its version. */
public record SdkModule(String name, String version) {

  /** Validates. */
  public SdkModule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
