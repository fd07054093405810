package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where tenants are looked up. An empty answer means "there is no such tenant"; when that cannot be
 * known, an implementation throws.
 *
 * <p>Implementations are thread-safe. They are proven by the contract test that ships with this
 * library.
 */
public interface TenantRegistry extends ApiKeys {

  /**
   * The tenant with the id.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  Optional<Tenant> findById(TenantId id);

  /**
   * The tenant with the slug.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  Optional<Tenant> findBySlug(TenantSlug slug);

  /**
   * The tenant served at the host.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  Optional<Tenant> findByDomain(TenantDomain domain);

  /**
   * The tenants for which the issuer may speak, ordered by id; several when the issuer is shared.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  List<Tenant> findByIssuer(String issuer);

  /**
   * One page of all tenants, whatever their status, ordered by id. For operators and jobs; never
   * remembered by a cache.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  TenantPage list(TenantPage.Request request);

  /**
   * All tenants, whatever their status, ordered by id and fetched page by page as the stream is
   * read; reading throws what {@link #list} throws.
   */
  default Stream<Tenant> all() {
    return Stream.iterate(
            Optional.of(list(TenantPage.first(TenantPage.Request.MAX_SIZE))),
            Optional::isPresent,
            page -> page.flatMap(TenantPage::next).map(this::list))
        .flatMap(page -> page.orElseThrow().tenants().stream());
  }
}
