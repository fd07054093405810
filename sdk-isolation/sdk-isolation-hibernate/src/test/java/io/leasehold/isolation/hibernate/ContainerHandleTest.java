package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection handles of a container that hides its transactions from the connection. */
class ContainerHandleTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandleThatOutlivesItsTransactionHasTheTenantOfTheNextOne(boolean withRegistry)
      throws Exception {
    LazyContainer container = new LazyContainer(database.app(), true);
    try (Connection handle = guarded(container, withRegistry).getConnection()) {
      container.begin();
      on(ACME, handle, same -> assertThat(titles(same)).hasSize(2));
      on(ACME, handle, same -> assertThat(titles(same)).hasSize(2));
      container.commit();
      container.begin();
      on(GLOBEX, handle, same -> assertThat(titles(same)).containsExactly("VPC"));
      container.commit();
      on(
          ACME,
          handle,
          same ->
              assertThatThrownBy(() -> titles(same))
                  .isInstanceOf(OutsideTransactionException.class));
    }
  }

  @Test
  void theTenantOfATransactionIsTheSameOnAllItsHandles() throws Exception {
    LazyContainer container = new LazyContainer(database.app(), true);
    DataSource source = guarded(container, true);
    container.begin();
    on(ACME, source.getConnection(), first -> assertThat(titles(first)).hasSize(2));
    on(
        GLOBEX,
        source.getConnection(),
        second ->
            assertThatThrownBy(() -> titles(second)).isInstanceOf(TenantChangedException.class));
    container.commit();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDataSourceThatTakesNoPartInTheTransactionIsRefused(boolean withRegistry) throws Exception {
    // As with transactional="false": the variable would be gone, and no row be seen.
    LazyContainer container = new LazyContainer(database.app(), false);
    container.begin();
    on(
        ACME,
        guarded(container, withRegistry).getConnection(),
        handle ->
            assertThatThrownBy(() -> titles(handle))
                .isInstanceOf(OutsideTransactionException.class));
    container.commit();
  }

  private static DataSource guarded(LazyContainer container, boolean withRegistry) {
    return withRegistry
        ? TenantDataSource.around(container.source(), container.registry())
        : TenantDataSource.around(container.source());
  }
}
