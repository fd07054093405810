package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** What a {@link DataIsolationTck} attacks. Immutable. */
public final class DataUnderTest {

  private final Builder built;

  private DataUnderTest(Builder built) {
    this.built = built;
  }

  /** Everything that a persistence unit reaches, through its own connections. */
  public static Builder builder(EntityManagerFactory unit) {
    return new Builder(Database.of(unit), unit);
  }

  /**
   * Everything that a data source reaches.
   *
   * @param app logs in as the application's role; may be a {@code TenantDataSource}
   */
  public static Builder builder(DataSource app) {
    return new Builder(Database.of(app), null);
  }

  Database database() {
    return built.database;
  }

  @Nullable EntityManagerFactory unit() {
    return built.unit;
  }

  TenantSeed seed() {
    return Objects.requireNonNull(built.seed);
  }

  String tenantColumn() {
    return built.tenantColumn;
  }

  Tenant attacker() {
    return built.attacker;
  }

  Tenant victim() {
    return built.victim;
  }

  List<Repository<?>> repositories() {
    return List.copyOf(built.repositories);
  }

  List<String> queries() {
    return List.copyOf(built.queries);
  }

  List<RouteTarget> routes() {
    return List.copyOf(built.routes.values());
  }

  List<ArgumentSource> sources() {
    return List.copyOf(built.sources);
  }

  /** Says what is to be attacked. */
  public static final class Builder {

    private final Database database;
    private final @Nullable EntityManagerFactory unit;
    private final List<Repository<?>> repositories = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private final Map<String, RouteTarget> routes = new LinkedHashMap<>();
    private final List<ArgumentSource> sources = new ArrayList<>();
    private @Nullable TenantSeed seed;
    private String tenantColumn = "tenant_id";
    private Tenant attacker = Tenant.active(TenantId.of("acme"), Tier.of("tck"));
    private Tenant victim = Tenant.active(TenantId.of("acme-eu"), Tier.of("tck"));

    private Builder(Database database, @Nullable EntityManagerFactory unit) {
      this.database = database;
      this.unit = unit;
    }

    /** How a tenant gets rows. */
    public Builder seed(TenantSeed howRowsCome) {
      this.seed = Objects.requireNonNull(howRowsCome, "seed");
      return this;
    }

    /**
     * A repository that opens sessions and transactions by itself, or has them opened around it.
     *
     * @param type the interface or class whose methods are called
     * @param repository on which they are called
     */
    public <R> Builder repository(Class<R> type, R repository) {
      return add(type, use -> use.on(repository));
    }

    /**
     * A repository that is given a session; each call has one of its own, in a transaction that is
     * committed.
     *
     * @param type the interface or class whose methods are called
     * @param over makes the repository
     */
    public <R> Builder repositoryOver(Class<R> type, Function<EntityManager, ? extends R> over) {
      EntityManagerFactory factory = requireUnit();
      return add(
          type,
          use -> factory.callInTransaction(session -> answered(() -> use.on(over.apply(session)))));
    }

    /**
     * A repository of Jakarta Data, as Hibernate's processor makes it; each call has a session of
     * its own, in a transaction that is committed.
     *
     * @param type the interface whose methods are called
     * @param over makes the repository, by its generated class
     */
    public <R> Builder jakartaData(Class<R> type, Function<StatelessSession, ? extends R> over) {
      SessionFactory factory = requireUnit().unwrap(SessionFactory.class);
      return add(
          type,
          use ->
              factory.fromStatelessTransaction(
                  session -> answered(() -> use.on(over.apply(session)))));
    }

    /**
     * A query in SQL, with named parameters. Those that the persistence unit has names for are
     * found without this.
     */
    public Builder query(String sql) {
      requireUnit();
      queries.add(Objects.requireNonNull(sql, "sql"));
      return this;
    }

    /**
     * The routes of classes or interfaces with the annotations of Jakarta REST.
     *
     * @param caller makes the requests
     * @param resources the classes, with what their locators return
     */
    public Builder routes(RestCaller caller, Class<?>... resources) {
      for (Class<?> resource : resources) {
        add(caller, ResourceRoutes.of(resource));
      }
      return this;
    }

    /**
     * The routes of an OpenAPI document.
     *
     * @param caller makes the requests
     * @param json the document
     * @throws DataKitException {@code LH-ISO-353} if it is none
     */
    public Builder openApi(RestCaller caller, String json) {
      return add(caller, OpenApiRoutes.of(json));
    }

    private Builder add(RestCaller caller, List<Route> found) {
      found.forEach(route -> routes.putIfAbsent(route.name(), new RouteTarget(route, caller)));
      return this;
    }

    /** Where arguments come from that the kit does not find by itself; the first that knows one. */
    public Builder arguments(ArgumentSource source) {
      sources.add(Objects.requireNonNull(source, "source"));
      return this;
    }

    /** The column that says whose a row is; {@code tenant_id} if nothing is said. */
    public Builder tenantColumn(String column) {
      this.tenantColumn = Objects.requireNonNull(column, "column");
      return this;
    }

    /**
     * Two tenants that exist; {@code acme} and {@code acme-eu} if nothing is said.
     *
     * @param attacking who calls
     * @param attacked whose rows are meant
     * @throws IllegalArgumentException if they are one
     */
    public Builder tenants(Tenant attacking, Tenant attacked) {
      if (attacking.id().equals(attacked.id())) {
        throw new IllegalArgumentException("a tenant cannot be kept from its own rows");
      }
      this.attacker = attacking;
      this.victim = attacked;
      return this;
    }

    /**
     * What is attacked.
     *
     * @throws DataKitException {@code LH-ISO-350} if there is no seed
     */
    public DataUnderTest build() {
      if (seed == null) {
        throw new DataKitException("LH-ISO-350", "nobody says how a tenant gets rows: give a seed");
      }
      return new DataUnderTest(this);
    }

    private <R> Builder add(Class<R> type, Repository.Holder<R> holder) {
      repositories.add(new Repository<>(type, holder));
      return this;
    }

    private EntityManagerFactory requireUnit() {
      if (unit == null) {
        throw new IllegalStateException("that needs a persistence unit, not a data source alone");
      }
      return unit;
    }

    private static Answer answered(java.util.concurrent.Callable<Answer> use) {
      try {
        return use.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
