package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.jakarta.TenantFilterSettings.HostFrom;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers differ in what they clean up; here is one that cleans nothing, or the wrong thing. */
class RequestReadingTest {

  @ParameterizedTest
  @CsvSource({
    "/api/site, /api/labs",
    "/api/labs, /api/site",
    "/api;x=1/labs, /api;x=1/labs",
    "/static, /%61pi/labs",
    "/static, /static/..;x/api/labs",
    "/static, /static%2f..%2fapi/labs",
    "//api//labs, //api//labs",
    "/api/site/../labs, /api/site/../labs",
    "/api/site\\..\\labs, /api/site%5c..%5clabs",
    "/../../api/labs, /../../api/labs"
  })
  void theStricterReadingOfAPathWins(String mapped, String written) {
    assertThat(RequestPaths.of(request(mapped, written)).route(TenantFilterSettings.defaults()))
        .isEqualTo(Route.PROTECTED);
  }

  @ParameterizedTest
  @CsvSource({"/api/site, /api/site", "/api/site/x, /api/site;y/x", "/a+b, /a+b", "/%, /%"})
  void aPathThatIsPublicByEveryReadingIsPublic(String mapped, String written) {
    assertThat(RequestPaths.of(request(mapped, written)).route(TenantFilterSettings.defaults()))
        .isEqualTo(Route.PUBLIC);
  }

  @Test
  void aPathIsExemptOnlyByEveryReading() {
    TenantFilterSettings settings = TenantFilterSettings.defaults().withExemptPaths("/probe");
    assertThat(RequestPaths.of(request("/probe", "/probe")).allExempt(settings)).isTrue();
    assertThat(RequestPaths.of(request("/probe", "/api/labs")).allExempt(settings)).isFalse();
    assertThat(RequestPaths.of(request("/api", "/probe/..;/api")).allExempt(settings)).isFalse();
  }

  @Test
  @Tag("mistake-08")
  void aContainerThatNamesAnotherHostThanTheHeaderMakesTheRequestMalformed() {
    HttpServletRequest twisted = request("globex.localhost", List.of("acme.localhost"));
    assertThat(host(twisted, HostFrom.HOST_HEADER)).isEmpty();
    assertThat(host(twisted, HostFrom.CONTAINER)).contains("globex.localhost");
  }

  @Test
  void theContainersWordCountsWhereThereIsNoHeader() {
    assertThat(host(request("acme.localhost", List.of()), HostFrom.HOST_HEADER))
        .contains("acme.localhost");
  }

  @Test
  void twoHeadersStayTwo() {
    List<String> two = List.of("acme.localhost", "acme.localhost");
    assertThat(host(request("acme.localhost", two), HostFrom.HOST_HEADER)).isEmpty();
  }

  private static Optional<String> host(HttpServletRequest request, HostFrom source) {
    return RequestSignals.at(RequestHosts.of(request, source).toArray(String[]::new))
        .host()
        .map(Object::toString);
  }

  private static HttpServletRequest request(String mapped, String written) {
    return request(mapped, written, "acme.localhost", List.of("acme.localhost"));
  }

  private static HttpServletRequest request(String serverName, List<String> hosts) {
    return request("/", "/", serverName, hosts);
  }

  private static HttpServletRequest request(
      String mapped, String written, String serverName, List<String> hosts) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getServletPath" -> mapped;
                  case "getPathInfo" -> null;
                  case "getContextPath" -> "";
                  case "getRequestURI" -> written;
                  case "getServerName" -> serverName;
                  case "getHeaders" -> Collections.enumeration(hosts);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
