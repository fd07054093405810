package io.leasehold.tenancy.jakarta.propagation;

import io.leasehold.tenancy.propagation.TenantHeaders;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the signed tenant header to the hosts on the list of {@link TenantHeaders}, and takes
 * everything that names a tenant out of requests to others. Thread-safe.
 *
 * <p>Register it with a JAX-RS client ({@code client.register(new TenantClientFilter(headers))}) or
 * a MicroProfile one ({@code @RegisterProvider(TenantClientFilter.class)}), which takes the {@code
 * TenantHeaders} from CDI. It runs after other filters, so that what they add is seen.
 *
 * <p>A client must not follow redirects: it would take the header of one host to another.
 */
@ConstrainedTo(RuntimeType.CLIENT)
@Priority(TenantClientFilter.PRIORITY)
public class TenantClientFilter implements ClientRequestFilter {

  /** After an application's own filters. */
  public static final int PRIORITY = Priorities.USER + 1_000;

  // Jersey follows redirects unless told; the others do not, and do not know the property.
  private static final String JERSEY_REDIRECTS = "jersey.config.client.followRedirects";

  private final @Nullable TenantHeaders headers;

  /** For MicroProfile clients: takes the headers from CDI. */
  public TenantClientFilter() {
    this.headers = null;
  }

  /** With its headers, where there is no CDI. */
  public TenantClientFilter(TenantHeaders headers) {
    this.headers = Objects.requireNonNull(headers, "headers");
  }

  @Override
  public void filter(ClientRequestContext request) {
    request.setProperty(JERSEY_REDIRECTS, false);
    Map<String, List<String>> before = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    before.putAll(request.getStringHeaders());
    Map<String, List<String>> after = headers().rewrite(request.getUri(), before);
    request.getHeaders().keySet().removeIf(name -> !after.containsKey(name));
    after.forEach(
        (name, values) -> {
          if (!values.equals(before.get(name))) {
            request.getHeaders().keySet().removeIf(name::equalsIgnoreCase);
            request.getHeaders().addAll(name, List.<Object>copyOf(values));
          }
        });
  }

  private TenantHeaders headers() {
    if (headers != null) {
      return headers;
    }
    Instance<TenantHeaders> bean = CDI.current().select(TenantHeaders.class);
    if (!bean.isResolvable()) {
      throw new IllegalStateException(
          "the tenant client filter needs exactly one bean of type TenantHeaders: let a method of"
              + " the application return it with @Produces @Singleton");
    }
    return bean.get();
  }
}
