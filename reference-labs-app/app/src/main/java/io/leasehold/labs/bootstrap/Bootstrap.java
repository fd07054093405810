package io.leasehold.labs.bootstrap;

import io.leasehold.labs.bootstrap.BootstrapFile.LabEntry;
import io.leasehold.labs.bootstrap.BootstrapFile.TenantEntry;
import io.leasehold.labs.catalogue.LabDescription;
import io.leasehold.labs.catalogue.Labs;
import io.leasehold.labs.cloud.TenantContent;
import io.leasehold.labs.platform.Databases;
import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.postgres.PostgresTenantRegistry;
import io.leasehold.tenancy.postgres.PostgresTrustedIssuers;
import io.leasehold.tenancy.token.TrustedIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the tenants, issuers and labs of a file in. What is there already is made equal to the
 * file, but for a tenant's status, which an operator may have changed. Nodes take turns.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Bootstrap {

  @Inject private LabsSettings settings;
  @Inject private Databases databases;
  @Inject private Labs labs;
  @Inject private TenantContent content;

  /** Brings the file in, if the settings name one. */
  public void run() throws SQLException {
    if (settings.bootstrap().isEmpty()) {
      return;
    }
    Path path = settings.bootstrap().get();
    try (Connection turn = databases.platform().getConnection();
        Statement statement = turn.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtext('labs.bootstrap'))");
      try {
        bringIn(BootstrapFile.read(path), path);
      } finally {
        statement.execute("select pg_advisory_unlock(hashtext('labs.bootstrap'))");
      }
    }
  }

  private void bringIn(BootstrapFile file, Path path) {
    PostgresTrustedIssuers issuers = new PostgresTrustedIssuers(databases.platform());
    file.issuers()
        .forEach(
            issuer ->
                issuers.save(
                    TrustedIssuer.of(
                        issuer.issuer(),
                        URI.create(issuer.jwksUri()),
                        issuer.audiences().toArray(String[]::new))));
    PostgresTenantRegistry registry = new PostgresTenantRegistry(databases.platform());
    for (TenantEntry entry : file.tenants()) {
      TenantStatus status =
          registry
              .findById(TenantId.of(entry.id()))
              .map(Tenant::status)
              .orElse(TenantStatus.ACTIVE);
      Tenant tenant = tenant(entry, status);
      registry.save(tenant);
      TenantScopes.run(tenant, () -> offer(entry.labs(), path));
    }
  }

  private void offer(List<LabEntry> entries, Path path) {
    int position = 0;
    for (LabEntry entry : entries) {
      String guideKey = "guides/" + entry.id() + ".md";
      content.write(guideKey, text(path.resolveSibling(entry.guide())));
      LabDescription description =
          new LabDescription(
              entry.title(),
              entry.summary(),
              entry.level(),
              entry.minutes(),
              entry.topics(),
              entry.services(),
              guideKey);
      labs.offer(entry.id(), description, position++);
    }
  }

  private static Tenant tenant(TenantEntry entry, TenantStatus status) {
    List<String> domains = entry.domains() == null ? List.of() : entry.domains();
    return new Tenant(
        TenantId.of(entry.id()),
        TenantSlug.of(entry.slug()),
        entry.name(),
        status,
        Tier.of(entry.tier()),
        domains.stream().map(TenantDomain::of).collect(Collectors.toSet()),
        Set.copyOf(entry.issuers()),
        entry.attributes());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException("the guide " + file + " cannot be read", broken);
    }
  }
}
