package io.leasehold.isolation.hibernate.move;

import static io.leasehold.isolation.hibernate.move.MoveDatabase.ACME;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.DATABASE;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SCHEMA;
import static io.leasehold.isolation.hibernate.move.MoveDatabase.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One tenant's rows out, back, and gone. */
class TenantBackupTest {

  private static final MoveDatabase DB = MoveDatabase.start();

  private final TenantBackup backup = TenantBackup.of(DB.places());
  private final TenantErasure erasure = TenantErasure.of(DB.places());

  @AfterAll
  static void stop() {
    DB.close();
  }

  @BeforeEach
  void rows() {
    DB.clear();
    DB.seed(ACME, 200);
    DB.seed(GLOBEX, 50);
  }

  @Test
  @Tag("row-K39")
  void whatWasErasedComesBackAtEveryPlaceAsItWas() throws IOException {
    String mine = DB.fingerprint(ACME, SHARED);
    String others = DB.fingerprint(GLOBEX, SHARED);
    byte[] saved = saved(SHARED);
    TenantErasure.Proof proof = erasure.erase(ACME, SHARED);
    assertThat(proof.tables())
        .containsExactly(
            new TenantErasure.Erased("customer", 20),
            new TenantErasure.Erased("purchase", 200),
            new TenantErasure.Erased("purchase_label", 40));
    assertThat(DB.ask(ACME, SHARED, "select count(*) from customer")).containsExactly("0");
    for (TenantPlacement place : List.of(SCHEMA, DATABASE, SHARED)) {
      assertThat(backup.restore(ACME, place, new ByteArrayInputStream(saved))).isEqualTo(260);
      assertThat(DB.fingerprint(ACME, place)).isEqualTo(mine);
      assertThat(saved(place)).hasSameSizeAs(saved);
      erasure.erase(ACME, place);
    }
    assertThat(DB.fingerprint(GLOBEX, SHARED)).isEqualTo(others);
  }

  @Test
  void aDamagedBackupRestoresNothing() throws IOException {
    byte[] saved = saved(SHARED);
    byte[] changed = saved.clone();
    changed[saved.length / 2]++;
    for (byte[] damaged :
        List.of(
            changed,
            Arrays.copyOf(saved, saved.length - 10),
            Arrays.copyOf(saved, saved.length / 2),
            new byte[0])) {
      assertThatThrownBy(() -> backup.restore(ACME, SCHEMA, new ByteArrayInputStream(damaged)))
          .isInstanceOf(MoveException.class);
      assertThat(DB.ask(ACME, SCHEMA, "select count(*) from customer")).containsExactly("0");
    }
  }

  @Test
  void anotherTenantsBackupIsRefused() throws IOException {
    byte[] saved = saved(SHARED);
    erasure.erase(GLOBEX, SHARED);
    assertThatThrownBy(() -> backup.restore(GLOBEX, SHARED, new ByteArrayInputStream(saved)))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.BAD_BACKUP));
    // Even with another name at its top.
    byte[] renamed =
        new String(saved, StandardCharsets.ISO_8859_1)
            .replaceFirst("acme", "globex")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> backup.restore(GLOBEX, SHARED, new ByteArrayInputStream(renamed)))
        .isInstanceOf(MoveException.class);
    assertThat(DB.ask(GLOBEX, SHARED, "select count(*) from customer")).containsExactly("0");
  }

  @Test
  void rowsThatAreThereAreNotMixedWithOldOnes() throws IOException {
    byte[] saved = saved(SHARED);
    assertThatThrownBy(() -> backup.restore(ACME, SHARED, new ByteArrayInputStream(saved)))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.code()).isEqualTo(MoveException.NOT_EMPTY));
  }

  private byte[] saved(TenantPlacement place) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    backup.write(ACME, place, to);
    return to.toByteArray();
  }
}
