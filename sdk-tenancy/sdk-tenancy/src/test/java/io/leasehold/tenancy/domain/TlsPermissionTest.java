package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-22")
class TlsPermissionTest {

  private static final String SHOP = "shop.acme.com";

  private final InMemoryDomainStore store = new InMemoryDomainStore();
  private final Town town = new Town(store, builder -> builder);
  private long nanos;
  private TlsPermission permission;

  @BeforeEach
  void open() {
    permission =
        new TlsPermission(
            store::served,
            Set.of(TenantDomain.of("labs.leasehold.io")),
            () -> nanos,
            TlsAsk::isLocal,
            new AskLimit(TlsPermission.PER_SECOND, () -> nanos),
            new AskLimit(TlsPermission.PER_SECOND, () -> nanos));
  }

  @Test
  void aHostIsPermittedWhileItIsActiveAndOnlyThen() {
    CustomDomain claim = town.claim(Town.ACME, SHOP);
    assertThat(afterRefresh(SHOP)).isEqualTo(TlsAnswer.DENIED);
    town.publish(claim);
    town.upkeep();
    assertThat(afterRefresh(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    assertThat(afterRefresh(SHOP)).isEqualTo(TlsAnswer.DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHOP.acme.com", "shop.acme.com.", "labs.leasehold.io"})
  void otherSpellingsAndThePlatformItselfArePermitted(String host) {
    town.active(Town.ACME, SHOP);
    assertThat(afterRefresh(host)).isEqualTo(TlsAnswer.PERMITTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme.com",
        "x.shop.acme.com",
        "shop.acme.com.evil.net",
        "*.acme.com",
        "shop.acme.com\0",
        "shop.acme.com/",
        "no.host.invalid",
        "203.0.113.7"
      })
  void nothingElseIs(String host) {
    town.active(Town.ACME, SHOP);
    assertThat(afterRefresh(host)).isEqualTo(TlsAnswer.DENIED);
  }

  @Test
  void aQuestionThatNamesTwoHostsOrNoneIsDenied() {
    town.active(Town.ACME, SHOP);
    permission.refresh();
    assertThat(permission.answer(ask(List.of(SHOP, SHOP)))).isEqualTo(TlsAnswer.DENIED);
    assertThat(permission.answer(ask(List.of()))).isEqualTo(TlsAnswer.DENIED);
  }

  @Test
  void nobodyOutsideTheMachineIsAnswered() throws UnknownHostException {
    town.active(Town.ACME, SHOP);
    permission.refresh();
    for (String peer : List.of("203.0.113.7", "10.0.0.5", "169.254.169.254", "2001:db8::1")) {
      TlsAsk ask = new TlsAsk(InetAddress.getByName(peer), false, List.of(SHOP));
      assertThat(permission.answer(ask)).as(peer).isEqualTo(TlsAnswer.DENIED);
    }
    TlsAsk proxied = new TlsAsk(InetAddress.getLoopbackAddress(), true, List.of(SHOP));
    assertThat(permission.answer(proxied)).isEqualTo(TlsAnswer.DENIED);
  }

  @Test
  void beforeTheHostsAreKnownTheAnswerIsNotNow() {
    town.active(Town.ACME, SHOP);
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.UNAVAILABLE);
  }

  @Test
  void hostsThatWereReadTooLongAgoAreNotKnown() {
    town.active(Town.ACME, SHOP);
    permission.refresh();
    store.reachable(false);
    assertThatThrownBy(permission::refresh).isInstanceOf(TenantRegistryUnavailableException.class);
    nanos += TlsPermission.MAX_AGE.toNanos();
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
    nanos++;
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.UNAVAILABLE);
    assertThat(answer("other.acme.com")).isEqualTo(TlsAnswer.UNAVAILABLE);
    store.reachable(true);
    assertThat(afterRefresh(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
  }

  @Test
  void questionsAreLimited() {
    town.active(Town.ACME, SHOP);
    permission.refresh();
    for (int i = 0; i < TlsPermission.PER_SECOND; i++) {
      assertThat(answer(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
    }
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.LIMITED);
    nanos += Duration.ofMillis(10).toNanos();
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.LIMITED);
  }

  @Test
  void aFloodOfMadeUpNamesKeepsNoServedHostFromItsCertificate() {
    town.active(Town.ACME, SHOP);
    permission.refresh();
    int limited = 0;
    for (int i = 0; i < 10 * TlsPermission.PER_SECOND; i++) {
      limited += answer("x" + i + ".evil.net") == TlsAnswer.LIMITED ? 1 : 0;
    }
    assertThat(limited).isEqualTo(9 * TlsPermission.PER_SECOND);
    assertThat(answer(SHOP)).isEqualTo(TlsAnswer.PERMITTED);
  }

  @Test
  void servedAndOtherHostsTakeTheSameStepsHoweverManyThereAre() {
    List<Object> looks = new ArrayList<>();
    Map<Long, byte[]> watched =
        new HashMap<>() {
          @Override
          public byte[] getOrDefault(Object place, byte[] otherwise) {
            looks.add(place);
            return super.getOrDefault(place, otherwise);
          }

          @Override
          public byte[] get(Object place) {
            throw new AssertionError("another step");
          }

          @Override
          public boolean containsKey(Object place) {
            throw new AssertionError("another step");
          }
        };
    List<TenantDomain> hosts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      hosts.add(TenantDomain.of("h" + i + ".acme.com"));
    }
    HostTable table = HostTable.of(hosts, watched);
    assertThat(table.contains("h77.acme.com")).isTrue();
    assertThat(table.contains("h10000.acme.com")).isFalse();
    assertThat(table.contains("")).isFalse();
    assertThat(looks).hasSize(3);
    assertThat(watched).hasSize(10_000);
  }

  @Test
  void twoTablesPutTheSameHostAtDifferentPlaces() {
    Map<Long, byte[]> one = new HashMap<>();
    Map<Long, byte[]> other = new HashMap<>();
    HostTable.of(List.of(TenantDomain.of(SHOP)), one);
    HostTable.of(List.of(TenantDomain.of(SHOP)), other);
    assertThat(one.keySet()).isNotEqualTo(other.keySet());
  }

  private TlsAnswer afterRefresh(String host) {
    permission.refresh();
    return answer(host);
  }

  private TlsAnswer answer(String host) {
    return permission.answer(ask(List.of(host)));
  }

  private static TlsAsk ask(List<String> domains) {
    return new TlsAsk(InetAddress.getLoopbackAddress(), false, domains);
  }
}
