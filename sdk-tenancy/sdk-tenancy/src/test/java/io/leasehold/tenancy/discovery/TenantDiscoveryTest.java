package io.leasehold.tenancy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.spi.LoginDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDiscoveryTest {

  private static final String CALLER = "192.0.2.1";

  private final LoginTarget common =
      new LoginTarget(
          "https://id.labs.example", "web", "openid", URI.create("https://labs.example"));
  private final LoginTarget siloed =
      new LoginTarget(
          "https://id.acme.example", "labs", "openid", URI.create("https://acme.example"));
  private final Directory directory = new Directory();
  private final TenantDiscovery discovery =
      TenantDiscovery.of(directory, common, TenantDomain.of("labs.example"));

  @Test
  @Tag("row-C18")
  @Tag("row-C19")
  void aTenantIsFoundByTheNameUnderWhichItRegistered() {
    directory.add("acme", TenantStatus.ACTIVE, Optional.of(siloed));
    assertThat(discovery.byName(CALLER, "acme")).isEqualTo(new Discovery.Answer(siloed));
    assertThat(discovery.byName(CALLER, " ACME ")).isEqualTo(new Discovery.Answer(siloed));
  }

  @Test
  @Tag("row-C20")
  void aTenantIsFoundByTheDomainOfAnAddressAndByNoOther() {
    directory.add("acme.example", TenantStatus.ACTIVE, Optional.of(siloed));
    assertThat(discovery.byEmail(CALLER, "ann@ACME.example"))
        .isEqualTo(new Discovery.Answer(siloed));
    assertThat(discovery.byEmail(CALLER, "\"a@b\"@acme.example"))
        .isEqualTo(new Discovery.Answer(siloed));
    for (String other :
        List.of(
            "ann@sub.acme.example", "ann@acme.example.evil.example", "acme.example@evil.example")) {
      assertThat(discovery.byEmail(CALLER, other)).isEqualTo(new Discovery.Answer(common));
    }
  }

  @Test
  @Tag("row-C21")
  @Tag("row-C22")
  void aTenantIsFoundByItsSubdomainAndByItsOwnHost() {
    directory.add("acme", TenantStatus.ACTIVE, Optional.of(siloed));
    directory.add("shop.globex.example", TenantStatus.ACTIVE, Optional.empty());
    assertThat(discovery.byHost(CALLER, "acme.labs.example:443"))
        .isEqualTo(new Discovery.Answer(siloed));
    assertThat(discovery.byHost(CALLER, "shop.globex.example"))
        .isEqualTo(new Discovery.Answer(common.at(URI.create("https://shop.globex.example"))));
  }

  @Test
  @Tag("mistake-26")
  @Tag("row-C19")
  void aTenantOfTheCommonLoginAndNobodyAreAnsweredAlike() {
    directory.add("acme", TenantStatus.ACTIVE, Optional.empty());
    directory.add("acme.example", TenantStatus.ACTIVE, Optional.empty());
    for (String name : List.of("acme", "nobody")) {
      URI url = URI.create("https://" + name + ".labs.example");
      assertThat(discovery.byName(CALLER, name)).isEqualTo(new Discovery.Answer(common.at(url)));
      assertThat(discovery.byHost(CALLER, name + ".labs.example"))
          .isEqualTo(new Discovery.Answer(common.at(url)));
    }
    assertThat(discovery.byEmail(CALLER, "ann@acme.example"))
        .isEqualTo(discovery.byEmail(CALLER, "ann@nobody.example"))
        .isEqualTo(new Discovery.Answer(common));
  }

  @Test
  @Tag("mistake-26")
  void whateverIsTypedIsOneLookUpFoundOrNot() {
    directory.add("acme", TenantStatus.ACTIVE, Optional.of(siloed));
    directory.add("globex", TenantStatus.ACTIVE, Optional.empty());
    for (String name : List.of("acme", "globex", "nobody")) {
      assertOneLookUp(() -> discovery.byName(CALLER, name));
      assertOneLookUp(() -> discovery.byName(CALLER, name));
      assertOneLookUp(() -> discovery.byHost(CALLER, name + ".labs.example"));
      assertOneLookUp(() -> discovery.byHost(CALLER, name + ".example"));
      assertOneLookUp(() -> discovery.byEmail(CALLER, "ann@" + name + ".example"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"PROVISIONING", "DELETED"})
  @Tag("mistake-26")
  void aTenantThatIsNotThereYetOrNoMoreIsAnsweredLikeNobody(TenantStatus status) {
    directory.add("acme", status, Optional.of(siloed));
    assertThat(discovery.byName(CALLER, "acme"))
        .isEqualTo(new Discovery.Answer(common.at(URI.create("https://acme.labs.example"))));
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"ACTIVE", "READ_ONLY", "SUSPENDED", "OFFBOARDING"})
  void aSuspensionIsNotToldToWhoeverAsks(TenantStatus status) {
    directory.add("acme", status, Optional.of(siloed));
    assertThat(discovery.byName(CALLER, "acme")).isEqualTo(new Discovery.Answer(siloed));
  }

  @Test
  @Tag("mistake-08")
  void aHostThatIsNotOursIsNeverAnAddressToGoTo() {
    directory.add("deleted.example", TenantStatus.DELETED, Optional.empty());
    for (String host :
        List.of(
            "evil.example", "deleted.example", "labs.example.evil.example", "a.b.labs.example")) {
      assertThat(discovery.byHost(CALLER, host)).isEqualTo(new Discovery.Answer(common));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "-a", "a_b", "a/b", "ä", "acme.labs.example", "a@b", "a\0"})
  void whatIsNoNameIsNotLookedUp(String typed) {
    assertThat(discovery.byName(CALLER, typed)).isEqualTo(new Discovery.Malformed());
    assertThat(directory.questions).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ann", "@acme.example", "ann@", "ann@a b", "ann@acme.example/x"})
  void whatIsNoAddressIsNotLookedUp(String typed) {
    assertThat(discovery.byEmail(CALLER, typed)).isEqualTo(new Discovery.Malformed());
    assertThat(directory.questions).hasValue(0);
  }

  @Test
  void aTextBeyondAnyAddressIsNotLookedUp() {
    assertThat(discovery.byEmail(CALLER, "a".repeat(1_000_000) + "@acme.example"))
        .isEqualTo(new Discovery.Malformed());
  }

  @Test
  @Tag("mistake-26")
  void whoeverAsksTooOftenIsRefusedBeforeAnythingIsLookedUp() {
    AtomicInteger asked = new AtomicInteger();
    TenantDiscovery limited =
        discovery.withLimit(
            caller ->
                asked.incrementAndGet() > 2
                    ? Optional.of(Duration.ofSeconds(60))
                    : Optional.empty());
    limited.byName(CALLER, "nobody");
    limited.byName(CALLER, "not a name");
    assertThat(limited.byName(CALLER, "acme"))
        .isEqualTo(new Discovery.TooManyRequests(Duration.ofSeconds(60)));
    assertThat(limited.byEmail(CALLER, "ann@acme.example"))
        .isInstanceOf(Discovery.TooManyRequests.class);
    assertThat(directory.questions).hasValue(1);
  }

  @Test
  void anOutageIsNeverAnAnswer() {
    directory.down = true;
    assertThat(discovery.byName(CALLER, "acme"))
        .isEqualTo(new Discovery.Unavailable(TenantDiscovery.RETRY_AFTER));
    TenantDiscovery broken =
        discovery.withLimit(
            caller -> {
              throw new IllegalStateException("no counter");
            });
    directory.down = false;
    assertThat(broken.byName(CALLER, "acme")).isInstanceOf(Discovery.Unavailable.class);
    assertThat(directory.questions).as("a limit that fails lets nobody through").hasValue(1);
  }

  private void assertOneLookUp(Runnable question) {
    int before = directory.questions.get();
    question.run();
    assertThat(directory.questions).hasValue(before + 1);
  }

  /** A directory in memory that counts. */
  private static final class Directory implements LoginDirectory {

    private final Map<String, LoginEntry> entries = new HashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private boolean down;

    private void add(String name, TenantStatus status, Optional<LoginTarget> own) {
      entries.put(name, new LoginEntry(status, own));
    }

    @Override
    public Optional<LoginEntry> findBySlug(TenantSlug slug) {
      return find(slug.value());
    }

    @Override
    public Optional<LoginEntry> findByHost(TenantDomain host) {
      return find(host.value());
    }

    @Override
    public Optional<LoginEntry> findByEmailDomain(TenantDomain domain) {
      return find(domain.value());
    }

    private Optional<LoginEntry> find(String name) {
      questions.incrementAndGet();
      if (down) {
        throw new IllegalStateException("down");
      }
      return Optional.ofNullable(entries.get(name));
    }
  }
}
