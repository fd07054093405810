package io.leasehold.labs.site;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.TenantRequests;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The stylesheet and the logo of the tenant at the host. */
@WebServlet({BrandingServlet.STYLESHEET_PATH, BrandingServlet.LOGO_PATH})
public class BrandingServlet extends HttpServlet {

  static final String STYLESHEET_PATH = "/branding.css";
  static final String LOGO_PATH = "/branding/logo.svg";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Brand> brand = TenantRequests.hostTenant(request).map((Tenant t) -> Brand.of(t));
    if (brand.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    // The address is the same at every host: what is kept for one must not be shown at another.
    response.setHeader("Vary", "Host");
    if (request.getServletPath().equals(LOGO_PATH)) {
      response.setContentType("image/svg+xml;charset=utf-8");
      response.setHeader("Cache-Control", "public, max-age=3600");
      response.getWriter().write(Monogram.svg(brand.get()));
    } else {
      BrandStylesheet sheet = BrandStylesheet.of(brand.get());
      boolean byHash = sheet.hash().equals(request.getParameter("v"));
      response.setContentType("text/css;charset=utf-8");
      response.setHeader(
          "Cache-Control", byHash ? "public, max-age=31536000, immutable" : "no-cache");
      response.setHeader("ETag", "\"" + sheet.hash() + "\"");
      response.getWriter().write(sheet.css());
    }
  }
}
