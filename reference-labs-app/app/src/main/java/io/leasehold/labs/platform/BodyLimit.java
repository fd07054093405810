package io.leasehold.labs.platform;

import io.leasehold.labs.problem.TooLarge;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Refuses bodies longer than {@value #LIMIT} bytes, whether they say their length or not: what
 * reads JSON keeps it in memory, which all tenants share.
 */
@Provider
public class BodyLimit implements ContainerRequestFilter {

  static final int LIMIT = 16 * 1024;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (request.getLength() > LIMIT) {
      throw new TooLarge(LIMIT);
    }
    if (request.hasEntity()) {
      // Read here and not while JSON is parsed, where the refusal would come out as a bad request.
      byte[] body = request.getEntityStream().readNBytes(LIMIT + 1);
      if (body.length > LIMIT) {
        throw new TooLarge(LIMIT);
      }
      request.setEntityStream(new ByteArrayInputStream(body));
    }
  }
}
