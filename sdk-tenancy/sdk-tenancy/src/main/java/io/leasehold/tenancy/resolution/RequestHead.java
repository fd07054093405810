package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a request says before anybody has verified anything of it. */
record RequestHead(
    Optional<TenantDomain> host,
    Function<String, List<String>> headers,
    String path,
    Map<String, List<String>> routeParameters) {

  List<String> header(String name) {
    List<String> values = headers.apply(name);
    return values == null ? List.of() : List.copyOf(values);
  }
}
