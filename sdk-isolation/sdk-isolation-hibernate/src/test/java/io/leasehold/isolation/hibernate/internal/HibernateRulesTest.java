package io.leasehold.isolation.hibernate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HibernateRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"7.4.9.Final", "7.4.13.Final", "7.5.0.Final", "8.0.0.Beta1", "10.0.0"})
  void aVersionFrom749OnIsSafe(String version) {
    assertThat(HibernateRules.isSafe(version)).isTrue();
    HibernateRules.requireVersion(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7.4.8.Final", "7.3.13.Final", "7.4.5.Final", "6.6.56.Final", "[WORKING]", ""})
  void anOlderOrUnreadableVersionIsRefused(String version) {
    assertThat(HibernateRules.isSafe(version)).isFalse();
    assertThatThrownBy(() -> HibernateRules.requireVersion(version))
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining("7.4.9");
  }
}
