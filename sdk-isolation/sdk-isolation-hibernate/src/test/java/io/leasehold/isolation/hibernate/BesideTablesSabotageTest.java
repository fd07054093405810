package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What row security does not cover, because it is in no tenants' table: why the check warns. */
class BesideTablesSabotageTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);
  private final DataSource source = TenantDataSource.around(pool);

  @AfterEach
  void close() {
    execute(database.superuser(), "revoke temporary on database postgres from labs_app");
    pool.close();
  }

  @Test
  void aLargeObjectIsReadByWhoeverKnowsItsNumberAndAllNumbersCanBeListed() throws Exception {
    as(GLOBEX, source, c -> texts(c, "select lo_from_bytea(0, 'a secret of globex')"));
    assertThat(
            Tenants.texts(
                ACME,
                source,
                "select convert_from(lo_get(oid), 'UTF8') from pg_largeobject_metadata"))
        .contains("a secret of globex");
    as(ACME, source, c -> texts(c, "select lo_unlink(oid) from pg_largeobject_metadata"));
  }

  @Test
  void whatIsLeftInATemporaryTableIsThereForTheNextTenantOnTheConnection() throws Exception {
    String report = "create temporary table report as select title from labs.lab_run";
    assertThatThrownBy(() -> as(GLOBEX, source, c -> run(c, report)))
        .hasMessageContaining("permission denied to create temporary tables");
    database.allowTemporaryTables();
    as(GLOBEX, source, c -> run(c, report));
    assertThat(Tenants.texts(ACME, source, "select title from report")).containsExactly("VPC");
  }

  @Test
  void aSequenceTellsHowMuchOthersWrite() throws Exception {
    execute(
        database.owner(), "create sequence labs.ids; grant usage on sequence labs.ids to labs_app");
    String next = "select nextval('labs.ids')";
    assertThat(Tenants.texts(ACME, source, next)).containsExactly("1");
    assertThat(Tenants.texts(GLOBEX, source, next)).containsExactly("2");
    assertThat(Tenants.texts(ACME, source, next)).containsExactly("3");
  }

  private static Object run(java.sql.Connection connection, String sql) throws Exception {
    execute(connection, sql);
    return sql;
  }
}
