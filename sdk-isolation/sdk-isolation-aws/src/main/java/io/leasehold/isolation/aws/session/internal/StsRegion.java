package io.leasehold.isolation.aws.session.internal;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Where an STS client asks. */
final class StsRegion {

  private StsRegion() {}

  /**
   * The Region of the client.
   *
   * @throws IllegalArgumentException if it is the global endpoint, whose sessions are not taken in
   *     every Region and depend on one of them
   */
  static String of(StsAsyncClient sts) {
    Region region = sts.serviceClientConfiguration().region();
    if (region == null || region.isGlobalRegion()) {
      throw new IllegalArgumentException(
          "the STS client names its Region, such as eu-central-1, not the global endpoint");
    }
    return region.id();
  }
}
