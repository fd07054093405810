/**
 * Finds out at start whether the AWS SDK on the class path loses tenants, path by path, and whether
 * the guards notice. Begin with {@link io.leasehold.isolation.aws.probe.SdkIsolationProbe}.
 */
@NullMarked
package io.leasehold.isolation.aws.probe;

import org.jspecify.annotations.NullMarked;
