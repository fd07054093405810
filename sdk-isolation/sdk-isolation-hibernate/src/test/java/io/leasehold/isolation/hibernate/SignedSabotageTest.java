package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same attacks where a variable is believed, or sessions are handed on as they are. */
@Tag("rls-11")
class SignedSabotageTest {

  private final LabsDatabase plain = LabsDatabase.isolated();
  private final HikariDataSource pool = plain.pool(1);
  private final DataSource source = TenantDataSource.around(pool);

  @BeforeEach
  void allowTemporaryTables() {
    plain.allowTemporaryTables();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aVariableThatIsBelievedMakesAnInjectedStatementAnotherTenant() throws Exception {
    List<String> seen =
        as(
            ACME,
            source,
            connection -> {
              execute(connection, "select set_config('leasehold.tenant', 'globex', true)");
              return titles(connection);
            });
    assertThat(seen).containsExactly(SignedAttackTest.LOOT);
  }

  @Test
  void withTheRightToReadTheKeysAnAttackerProvesWhatItLikes() throws Exception {
    SignedDatabase signed = new SignedDatabase();
    execute(signed.labs.owner(), "grant select on leasehold_signed.key to labs_app");
    DataSource app = TenantDataSource.around(signed.labs.app()).signed(SignedDatabase.KEY);
    List<String> seen =
        as(
            ACME,
            app,
            connection -> {
              execute(
                  connection,
                  "select set_config('leasehold.tenant', 'globex', true),"
                      + " set_config('leasehold.proof', id || ':' || encode(sha256(outer_pad ||"
                      + " sha256(inner_pad || convert_to('globex|' || leasehold_signed.challenge(),"
                      + " 'UTF8'))), 'hex'), true) from leasehold_signed.key");
              return titles(connection);
            });
    assertThat(seen).containsExactly(SignedAttackTest.LOOT);
  }

  @Test
  void aTemporaryTableStandsBeforeTheTenantsOwn() throws Exception {
    Leftovers.shadow(source);
    assertThat(Leftovers.seenInShadow(source)).containsExactly("secret of globex");
  }

  @Test
  void aStatementUnderTheDriversNameRunsForTheNextTenant() throws Exception {
    assertThat(Leftovers.lootByPreparedStatement(source)).containsExactly(SignedAttackTest.LOOT);
  }

  @Test
  void aCursorThatWasLeftOpenIsRead() throws Exception {
    assertThat(Leftovers.cursorOf(source)).containsExactly(SignedAttackTest.LOOT);
  }

  @Test
  void whatASessionKeepsIsSeen() throws Exception {
    assertThat(Leftovers.leftBy(source)).containsExactly(SignedAttackTest.LOOT, "4711");
  }
}
