package io.leasehold.tenancy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some tenants of a longer list, in the order of their ids. A tenant that is added meanwhile may be
 * missed; none comes twice.
 *
 * @param tenants the tenants of this page
 * @param next what to ask for to get the page after it; empty on the last
 */
public record TenantPage(List<Tenant> tenants, Optional<Request> next) {

  /** Copies. */
  public TenantPage {
    tenants = List.copyOf(tenants);
    Objects.requireNonNull(next, "next");
  }

  /** Asks for the first page. */
  public static Request first(int size) {
    return new Request(Optional.empty(), size);
  }

  /**
   * The page that answers a request.
   *
   * @param found the tenants after the requested place, in order: one more than the page holds
   *     where there are as many
   */
  public static TenantPage of(Request request, List<Tenant> found) {
    if (found.size() <= request.size()) {
      return new TenantPage(found, Optional.empty());
    }
    List<Tenant> tenants = found.subList(0, request.size());
    TenantId last = tenants.get(tenants.size() - 1).id();
    return new TenantPage(tenants, Optional.of(new Request(Optional.of(last), request.size())));
  }

  /**
   * Which page.
   *
   * @param after the tenants whose ids come after this one; empty for the first page
   * @param size how many tenants at most, 1 to {@value #MAX_SIZE}
   */
  public record Request(Optional<TenantId> after, int size) {

    /** How many tenants a page has at most. */
    public static final int MAX_SIZE = 1000;

    /**
     * Validates.
     *
     * @throws IllegalArgumentException if the size is out of range
     */
    public Request {
      Objects.requireNonNull(after, "after");
      if (size < 1 || size > MAX_SIZE) {
        throw new IllegalArgumentException("a page has 1 to " + MAX_SIZE + " tenants, not " + size);
      }
    }
  }
}
