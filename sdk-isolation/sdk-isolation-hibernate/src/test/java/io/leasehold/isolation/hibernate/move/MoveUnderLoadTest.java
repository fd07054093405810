package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pool, schema, database and pool again, while another process writes without a break. */
class MoveUnderLoadTest {

  private static final int ROWS = Boolean.getBoolean("leasehold.long") ? 1_000_000 : 20_000;
  private static final String UNTOUCHED =
      "select count(*) || ' ' || sum(hashtextextended(p::text, 0)) from purchase p"
          + " where not exists (select 1 from purchase_label l"
          + " where l.purchase_id = p.id and l.label like 'by writer%')";

  @Test
  @Tag("row-K39")
  void nothingIsLostNorDoubledWhileAnotherProcessWrites(@TempDir Path directory) throws Exception {
    try (MoveDatabase database = MoveDatabase.start()) {
      database.seed(ACME, ROWS);
      database.seed(GLOBEX, 2_000);
      MoveDatabase.execute(database.owner(), "vacuum analyze");
      String others = database.fingerprint(GLOBEX, SHARED);
      List<String> untouched = database.ask(ACME, SHARED, UNTOUCHED);
      Path book = directory.resolve("book");
      Process writer = Programs.start(ShopWriter.class, database.port(), 7, 1_000_000, book);
      BufferedReader told = Programs.output(writer);
      OutputStream asking = writer.getOutputStream();
      for (TenantPlacement next : List.of(SCHEMA, DATABASE, SHARED)) {
        long before = written(asking, told);
        long begun = System.nanoTime();
        MoveReport moved = database.moves().move(ACME, next);
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        long written = written(asking, told) - before;
        System.out.printf(
            "%,d rows to %s in %d s while %,d transactions wrote; writes were stopped for %d ms%n",
            moved.rows(), next, seconds, written, moved.writeStop().orElseThrow().toMillis());
        assertThat(written).isPositive();
        begun = System.nanoTime();
        database.moves().finish(moved.id());
        System.out.printf(
            "old rows deleted in %d s%n", (System.nanoTime() - begun) / 1_000_000_000);
      }
      asking.close();
      assertThat(writer.waitFor()).isZero();
      System.out.println(told.readLine());
      assertThat(ShopWriter.linesInDatabase(database, SHARED))
          .containsExactlyElementsOf(Files.readAllLines(book, StandardCharsets.UTF_8))
          .isNotEmpty();
      assertThat(database.ask(ACME, SHARED, UNTOUCHED)).isEqualTo(untouched);
      assertThat(database.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
      assertThat(database.leftovers(database.owner())).isEmpty();
    }
  }

  private static long written(OutputStream asking, BufferedReader told) throws IOException {
    asking.write('\n');
    asking.flush();
    return Long.parseLong(told.readLine());
  }
}
