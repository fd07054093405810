package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.IsolationException;
import java.util.List;

/** The process's surroundings would send the tenants' requests somewhere else. */
public final class EndpointFromEnvironmentException extends IsolationException {

  /** Creates the exception. */
  public EndpointFromEnvironmentException(List<String> settings) {
    super(
        "LH-ISO-155",
        "AWS endpoints are redirected by "
            + String.join(", ", settings)
            + ": remove it, set an endpoint in code (endpointOverride), or use"
            + " TenantClients.forTests in a test",
        null);
  }
}
