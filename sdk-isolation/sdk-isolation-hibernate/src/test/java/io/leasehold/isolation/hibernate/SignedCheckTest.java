package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.IsolationHole.CANARY_ABSENT;
import static io.leasehold.isolation.hibernate.IsolationHole.CANARY_MOVED;
import static io.leasehold.isolation.hibernate.IsolationHole.ROWS_SEEN;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canary of the check, where row security believes proofs. */
class SignedCheckTest {

  private static final Set<IsolationHole> OF_THE_CANARY =
      Set.of(CANARY_ABSENT, CANARY_MOVED, ROWS_SEEN);

  private final SignedDatabase database = new SignedDatabase();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCanaryThatIsProvenIsSeenAndNothingElseIs(boolean guarded) throws Exception {
    DataSource app = database.labs.app();
    DataSource source = guarded ? TenantDataSource.around(app).signed(SignedDatabase.KEY) : app;
    assertThat(found(source, SignedDatabase.KEY, ACME.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRowThatCanBeGivenAwayIsFound(boolean guarded) throws Exception {
    change(
        "do $$ begin execute (select format('drop policy %I on labs.lab_run', polname)"
            + " from pg_policy where polrelid = 'labs.lab_run'::regclass); end $$;"
            + " create policy mine on labs.lab_run"
            + " using (tenant_id = (select leasehold_signed.tenant())) with check (true)");
    DataSource app = database.labs.app();
    DataSource source = guarded ? TenantDataSource.around(app).signed(SignedDatabase.KEY) : app;
    assertThat(found(source, SignedDatabase.KEY, ACME.id()))
        .containsExactly("CANARY_MOVED labs.lab_run");
  }

  @Test
  void aTableThatEverybodySeesIsFound() throws Exception {
    change("create policy everybody on labs.lab_run using (true)");
    assertThat(found(database.labs.app(), SignedDatabase.KEY, ACME.id()))
        .contains("ROWS_SEEN labs.lab_run");
  }

  @Test
  void aTenantThatIsBelievedWithoutAProofIsFound() throws Exception {
    change(
        "create or replace function leasehold_signed.tenant() returns text language sql"
            + " security definer set search_path = pg_catalog as"
            + " 'select current_setting(''leasehold.tenant'', true)'");
    assertThat(found(database.labs.app(), SignedDatabase.KEY, ACME.id()))
        .containsExactly("ROWS_SEEN labs.lab_run");
  }

  @Test
  void aKeyThatIsNotInstalledAndATenantWithoutRowsAreFound() throws Exception {
    DataSource app = database.labs.app();
    assertThat(found(app, TenantSigningKey.random("first"), ACME.id()))
        .containsExactly("CANARY_ABSENT tenant acme");
    assertThat(found(app, SignedDatabase.KEY, TenantId.of("nobody")))
        .containsExactly("CANARY_ABSENT tenant nobody");
  }

  private void change(String sql) {
    LabsDatabase.execute(database.labs.owner(), sql);
  }

  private static List<String> found(DataSource source, TenantSigningKey key, TenantId canary)
      throws Exception {
    return TenantIsolationCheck.of(source, "labs")
        .signed(key)
        .canary(canary)
        .run()
        .findings()
        .stream()
        .filter(finding -> OF_THE_CANARY.contains(finding.hole()))
        .map(finding -> finding.hole() + " " + finding.subject())
        .toList();
  }
}
