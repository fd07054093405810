package io.leasehold.isolation.hibernate.internal.loading;

import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.internal.JdbcEnvironmentInitiator;
import org.hibernate.engine.jdbc.env.spi.ExtractedDatabaseMetaData;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.jdbc.env.spi.LobCreatorBuilder;
import org.hibernate.engine.jdbc.env.spi.NameQualifierSupport;
import org.hibernate.engine.jdbc.env.spi.QualifiedObjectNameFormatter;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;

/**
 * Hibernate's view of the database, with {@link KeptSql} as the only thing that is not its own.
 * Thread-safe.
 */
record KeptEnvironment(JdbcEnvironment real, KeptSql sql) implements JdbcEnvironment {

  /** Makes it, where Hibernate would make its own. */
  static final class Initiator implements StandardServiceInitiator<JdbcEnvironment> {

    @Override
    public Class<JdbcEnvironment> getServiceInitiated() {
      return JdbcEnvironment.class;
    }

    @Override
    public JdbcEnvironment initiateService(
        Map<String, Object> settings, ServiceRegistryImplementor registry) {
      JdbcEnvironment real = JdbcEnvironmentInitiator.INSTANCE.initiateService(settings, registry);
      return new KeptEnvironment(real, new KeptSql(real.getSqlAstTranslatorFactory()));
    }
  }

  @Override
  public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
    return sql;
  }

  @Override
  public Dialect getDialect() {
    return real.getDialect();
  }

  @Override
  public ExtractedDatabaseMetaData getExtractedDatabaseMetaData() {
    return real.getExtractedDatabaseMetaData();
  }

  @Override
  public Identifier getCurrentCatalog() {
    return real.getCurrentCatalog();
  }

  @Override
  public Identifier getCurrentSchema() {
    return real.getCurrentSchema();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // The interface demands it.
  public QualifiedObjectNameFormatter getQualifiedObjectNameFormatter() {
    return real.getQualifiedObjectNameFormatter();
  }

  @Override
  public IdentifierHelper getIdentifierHelper() {
    return real.getIdentifierHelper();
  }

  @Override
  public NameQualifierSupport getNameQualifierSupport() {
    return real.getNameQualifierSupport();
  }

  @Override
  public SqlExceptionHelper getSqlExceptionHelper() {
    return real.getSqlExceptionHelper();
  }

  @Override
  public LobCreatorBuilder getLobCreatorBuilder() {
    return real.getLobCreatorBuilder();
  }
}
