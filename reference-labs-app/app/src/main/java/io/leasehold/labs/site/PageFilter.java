package io.leasehold.labs.site;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.TenantRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Security headers for everything, and the front end's page, in the look of the host's tenant, for
 * every address that is neither a file nor the API's: the front end routes the rest itself.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
@SuppressWarnings("NullAway.Init") // The container calls init.
public class PageFilter extends HttpFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private PageTemplate template;

  @Override
  public void init(FilterConfig config) throws ServletException {
    try (InputStream page = config.getServletContext().getResourceAsStream("/index.html")) {
      if (page == null) {
        throw new ServletException("the war has no index.html");
      }
      template = new PageTemplate(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new ServletException("the war's index.html cannot be read", broken);
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Tenant> tenant = TenantRequests.hostTenant(request);
    SecurityHeaders.set(response, tenant.map(SignIn::of));
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    if (path.startsWith("/api/")) {
      response.setHeader("Cache-Control", "no-store");
    }
    if (tenant.isPresent() && isPage(path) && READING.contains(request.getMethod())) {
      page(Brand.of(tenant.get()), response);
    } else {
      if (path.startsWith("/assets/")) {
        // The build puts a hash of the content into each name.
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      }
      chain.doFilter(request, response);
    }
  }

  private void page(Brand brand, HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Vary", "Host");
    response.getWriter().write(template.render(brand));
  }

  private static boolean isPage(String path) {
    if (path.equals("/index.html")) {
      return true;
    }
    boolean isFile = path.lastIndexOf('.') > path.lastIndexOf('/');
    // Arquillian brings its own servlet into the war that it tests.
    boolean isOthers =
        path.equals("/api") || path.startsWith("/api/") || path.startsWith("/Arquillian");
    return !isFile && !isOthers;
  }
}
