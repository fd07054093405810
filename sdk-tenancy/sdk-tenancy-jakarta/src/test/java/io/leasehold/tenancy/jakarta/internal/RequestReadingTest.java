package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
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
    assertThat(
            RequestPaths.of(request(mapped, written))
                .doorway(TenantFilterSettings.defaults(), "GET"))
        .isEqualTo(Doorway.PROTECTED);
  }

  @ParameterizedTest
  @CsvSource({"/api/site, /api/site", "/api/site/x, /api/site;y/x", "/a+b, /a+b", "/%, /%"})
  void aPathThatIsPublicByEveryReadingIsPublic(String mapped, String written) {
    assertThat(
            RequestPaths.of(request(mapped, written))
                .doorway(TenantFilterSettings.defaults(), "GET"))
        .isEqualTo(Doorway.PUBLIC);
  }

  @Test
  void aPathIsExemptOnlyByEveryReading() {
    TenantFilterSettings settings = TenantFilterSettings.defaults().withExemptPaths("/probe");
    assertThat(RequestPaths.of(request("/probe", "/probe")).doorway(settings, "GET"))
        .isEqualTo(Doorway.EXEMPT);
    assertThat(RequestPaths.of(request("/probe", "/api/labs")).doorway(settings, "GET"))
        .isEqualTo(Doorway.PROTECTED);
    assertThat(RequestPaths.of(request("/api", "/probe/..;/api")).doorway(settings, "GET"))
        .isEqualTo(Doorway.PROTECTED);
    assertThat(RequestPaths.of(request("/probe", "/static")).doorway(settings, "GET"))
        .isEqualTo(Doorway.PUBLIC);
  }

  private static HttpServletRequest request(String mapped, String written) {
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
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
