package io.leasehold.isolation.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetLocallyTest {

  private static final String SETTING = "select pg_catalog.set_config('a.b', ?, true); ";

  private final SetLocally setting = SetLocally.of(List.of("a.b"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "  SELECT 1",
        "insert into t values (?)",
        "update t set a = 1",
        "delete from t",
        "merge into t using s on true when matched then do nothing",
        "with a as (select 1) select * from a",
        "values (1)"
      })
  void whatIsOneStatementWithRowsOrACountMayFollow(String statement) {
    assertThat(setting.inFrontOf(statement)).isEqualTo(SETTING + statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; select 2",
        "commit",
        "begin",
        "select 1\ncommit",
        "call p()",
        "selection",
        "/* why */ select 1",
        ""
      })
  void whatMayBeMoreOrEndTheTransactionMayNotFollow(String statement) {
    assertThat(setting.inFrontOf(statement)).isNull();
    assertThat(setting.inFrontOf(statement)).isNull();
    assertThat(setting.kept()).isZero();
  }

  @Test
  void theTextIsTheSameObjectEachTime() {
    String first = setting.inFrontOf("select 1");

    assertThat(setting.inFrontOf("select " + "1".strip())).isSameAs(first);
  }

  @Test
  void anApplicationThatNeverRepeatsATextFillsNoMemory() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(setting.inFrontOf("select " + i)).isEqualTo(SETTING + "select " + i);
    }

    assertThat(setting.kept()).isBetween(1, 1_000);
  }

  @Test
  void aTextOfAnyLengthMayFollowButALongOneIsNotKept() {
    String statement = "select '" + "x".repeat(100_000) + "'";

    assertThat(setting.inFrontOf(statement)).isEqualTo(SETTING + statement);
    assertThat(setting.kept()).isZero();
  }
}
