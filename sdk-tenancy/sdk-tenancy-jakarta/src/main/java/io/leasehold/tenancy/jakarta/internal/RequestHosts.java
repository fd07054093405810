package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantFilterSettings.HostFrom;
import io.leasehold.tenancy.resolution.CanonicalHost;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that a request says about its host; more than one saying makes it malformed. */
public final class RequestHosts {

  private RequestHosts() {}

  /** The sayings. */
  public static List<String> of(HttpServletRequest request, HostFrom source) {
    String container = request.getServerName();
    List<String> headers = Collections.list(request.getHeaders("Host"));
    // HTTP/2 has ":authority", which not every container shows as a header.
    if (source == HostFrom.CONTAINER || headers.isEmpty()) {
      return List.of(container);
    }
    // The container knows more than the header: "GET http://other/ HTTP/1.1", private headers.
    if (CanonicalHost.ofHeader(headers).equals(CanonicalHost.ofHeader(List.of(container)))) {
      return headers;
    }
    List<String> sayings = new ArrayList<>(headers);
    sayings.add(container);
    return sayings;
  }
}
