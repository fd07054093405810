package io.leasehold.tenancy.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-16")
class TenantCacheKeyTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");

  @Test
  void thereIsNoKeyWithoutATenant() {
    assertThatThrownBy(() -> TenantCacheKey.of("labs", 7))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(
            () ->
                TenantScopes.call(
                    new TenantScope.Platform("nightly"), () -> TenantCacheKey.of("labs", 7)))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(
            () -> TenantScopes.call(new TenantScope.Public(), () -> TenantCacheKey.of("labs", 7)))
        .isInstanceOf(TenantRequiredException.class);
  }

  @Test
  void theSamePartsOfTwoTenantsAreTwoKeys() throws Exception {
    assertThat(in(ACME, "labs", 7))
        .isNotEqualTo(in(GLOBEX, "labs", 7))
        .isEqualTo(in(ACME, "labs", 7));
  }

  @Test
  void noTextPretendsToBeASeparatorNorAnotherTenant() {
    assertThat(key(ACME, "labs", "a", "b"))
        .isNotEqualTo(key(ACME, "labs", "a:b"))
        .isNotEqualTo(key(ACME, "labs", "as1:b"))
        .isNotEqualTo(key(ACME, "labs", "ab"))
        .isNotEqualTo(key(ACME, "labs", "", "ab"));
    // What a key "tenant:part" makes of tenant "acme" with part "x" and of "acme-x" with nothing.
    assertThat(key(TenantId.of("acme-x"), "").encoded())
        .isNotEqualTo(key(ACME, "-x").encoded())
        .doesNotStartWith(TenantCacheKey.prefix(ACME));
  }

  @Test
  void aPartOfAnotherTypeIsAnotherPart() {
    List<Object> parts =
        List.of(
            "1",
            1,
            true,
            "true",
            TenantStatus.ACTIVE,
            "ACTIVE",
            ACME,
            "acme",
            new UUID(0, 0),
            new UUID(0, 0).toString());
    assertThat(parts.stream().map(part -> key(ACME, "labs", part).encoded()).distinct())
        .hasSameSizeAs(parts);
    assertThat(key(ACME, "labs", 1))
        .as("but not of another width")
        .isEqualTo(key(ACME, "labs", 1L));
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keysOfRandomPartsAreEqualOnlyIfEverythingIs(long seed) {
    Random random = new Random(seed);
    Map<String, Object> seen = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      // Few characters, most of them from the encoding itself, so that near misses are common.
      TenantId tenant = TenantId.of(text(random, "a1", 1 + random.nextInt(2)));
      String region = text(random, "a1:r", random.nextInt(3));
      List<Object> parts = new ArrayList<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        parts.add(
            random.nextBoolean() ? text(random, "1:sn", random.nextInt(4)) : random.nextInt(12));
      }
      TenantCacheKey key = TenantCacheKey.of(tenant, region, parts);
      Object content = List.of(tenant, region, parts);
      assertThat(seen.putIfAbsent(key.encoded(), content)).isIn(null, content);
      assertThat(key.encoded()).startsWith(TenantCacheKey.prefix(tenant));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800"})
  void aTextThatAStoreWouldWriteAsAQuestionMarkIsRefused(String half) {
    assertThatThrownBy(() -> key(ACME, "labs", half)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> key(ACME, half)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPartWhoseTextMayBeThatOfAnotherIsRefused() {
    assertThatThrownBy(() -> key(ACME, "labs", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
    assertThatThrownBy(() -> key(ACME, "labs", List.of("a"))).hasMessageContaining("List");
    assertThatThrownBy(() -> key(ACME, "labs", 0.1)).hasMessageContaining("Double");
  }

  @Test
  void aDigestKeepsTheTenantAndIsShort() {
    TenantId longest = TenantId.of("a".repeat(63));
    String digest = key(longest, "labs", "x".repeat(100_000)).digest();
    assertThat(digest).hasSize(132).startsWith(TenantCacheKey.prefix(longest));
    assertThat(digest).isNotEqualTo(key(longest, "labs", "x".repeat(99_999)).digest());
  }

  @Test
  void aKeyInALogTellsNoPart() {
    assertThat(key(ACME, "labs", "jane@acme.example")).hasToString("TenantCacheKey[acme]");
  }

  private static TenantCacheKey in(TenantId tenant, String region, Object... parts)
      throws Exception {
    return TenantScopes.call(
        Tenant.active(tenant, Tier.of("basic")), () -> TenantCacheKey.of(region, parts));
  }

  private static TenantCacheKey key(TenantId tenant, String region, Object... parts) {
    return TenantCacheKey.of(tenant, region, List.of(parts));
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
