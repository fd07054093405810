package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request body that cannot be read the caller's fault, 400, as it is; without this, {@link
 * UnexpectedErrorMapper} would take it for ours.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class UnreadableBodyInterceptor implements ReaderInterceptor {

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    try {
      return context.proceed();
    } catch (WebApplicationException answered) {
      throw answered;
    } catch (RuntimeException unreadable) {
      throw new BadRequestException(unreadable);
    }
  }
}
