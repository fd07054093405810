package io.leasehold.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.provisioning.account.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProvisioningSchemaTest {

  @Test
  void everyScriptOfTheFolderIsListedAndApplied() throws IOException {
    Database.emptied();
    List<String> scripts;
    try (Stream<Path> folder =
        Files.list(Path.of("src/main/resources/db/leasehold/provisioning"))) {
      scripts = folder.map(p -> p.getFileName().toString()).sorted().toList();
    }

    assertThat(
            Database.column(
                "select script from leasehold_provisioning.schema_history"
                    + " where version is not null order by script"))
        .containsExactlyElementsOf(scripts);
  }

  @Test
  void migratingAgainChangesNothing() {
    Database.emptied();
    List<String> before = history();

    ProvisioningSchema.migrate(Database.owner(), Database.PLATFORM);

    assertThat(history()).isEqualTo(before);
  }

  @Test
  void thePlatformRoleWorksOnRowsAndNotOnTablesNorOnTheHistory() throws SQLException {
    try (Connection platform = Database.emptied().getConnection();
        Statement statement = platform.createStatement()) {
      statement.execute("select count(*) from leasehold_provisioning.lease");
      assertThatThrownBy(() -> statement.execute("drop table leasehold_provisioning.lease"))
          .hasMessageContaining("must be owner");
      assertThatThrownBy(
              () -> statement.execute("delete from leasehold_provisioning.schema_history"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void aRoleNameThatIsNoIdentifierNeverReachesTheDatabase() {
    assertThatThrownBy(() -> ProvisioningSchema.migrate(Database.owner(), "x\"; drop schema a; --"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> history() {
    return Database.column(
        "select script || checksum from leasehold_provisioning.schema_history"
            + " where version is not null order by installed_rank");
  }
}
