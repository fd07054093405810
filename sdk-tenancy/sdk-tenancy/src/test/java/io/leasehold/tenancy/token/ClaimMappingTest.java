package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.token.TenantClaim.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimMappingTest {

  private static final String UUID = "0b1e6b1c-2f4e-4b8e-9a53-3c1d0f6a7e11";

  static Stream<Arguments> presets() {
    return Stream.of(
        arguments("default", ClaimMapping.DEFAULT, Map.of("tenant_id", "t-1"), one("t-1")),
        arguments("Cognito", ClaimMapping.cognito(), Map.of("custom:tenant_id", "t-1"), one("t-1")),
        arguments("Entra", ClaimMapping.entra(), Map.of("tid", UUID), one(UUID)),
        arguments("Ory", ClaimMapping.ory(), Map.of("organization_id", UUID), one(UUID)),
        arguments(
            "Auth0 by name",
            ClaimMapping.auth0Names(),
            Map.of("org_name", "acme"),
            new TenantClaim.One(Kind.SLUG, "acme", "")),
        arguments(
            "Auth0 by a list of its ids",
            ClaimMapping.auth0().withTenants(Map.of("org_9ybsU1dN", TenantId.of("t-1"))),
            Map.of("org_id", "org_9ybsU1dN"),
            one("t-1")),
        arguments(
            "nested",
            ClaimMapping.path("active_organization.id"),
            Map.of("active_organization", Map.of("id", UUID)),
            one(UUID)),
        arguments(
            "a name with dots and slashes",
            ClaimMapping.claim("https://acme.example/tenant"),
            Map.of("https://acme.example/tenant", "t-1"),
            one("t-1")),
        arguments(
            "Keycloak, list",
            ClaimMapping.keycloakOrganizations(),
            Map.of("organization", List.of("acme", "globex")),
            members(Kind.SLUG, "acme", "globex")),
        arguments(
            "Keycloak, map",
            ClaimMapping.keycloakOrganizations(),
            Map.of("organization", Map.of("acme", Map.of("id", UUID), "globex", Map.of())),
            members(Kind.SLUG, "acme", "globex")),
        arguments(
            "Keycloak, one text",
            ClaimMapping.keycloakOrganizations(),
            Map.of("organization", "acme"),
            members(Kind.SLUG, "acme")),
        arguments(
            "Keycloak by id",
            ClaimMapping.keycloakOrganizationIds(),
            Map.of("organization", Map.of("acme", Map.of("id", UUID))),
            members(Kind.ID, UUID)),
        arguments(
            "memberships",
            ClaimMapping.memberships("ext.tenants"),
            Map.of("ext", Map.of("tenants", List.of("t-1", "t-2", "t-1"))),
            members(Kind.ID, "t-1", "t-2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presets")
  @Tag("row-C27")
  void eachPresetReadsWhatItsProviderWrites(
      String provider, ClaimMapping mapping, Map<String, Object> claims, TenantClaim expected) {
    assertThat(mapping.read(claims))
        .usingRecursiveComparison()
        .ignoringFields("source")
        .isEqualTo(expected);
  }

  static Stream<ClaimMapping> every() {
    return Stream.of(
        ClaimMapping.DEFAULT,
        ClaimMapping.cognito(),
        ClaimMapping.entra(),
        ClaimMapping.ory(),
        ClaimMapping.auth0(),
        ClaimMapping.auth0Names(),
        ClaimMapping.keycloakOrganizations(),
        ClaimMapping.keycloakOrganizationIds(),
        ClaimMapping.path("a.b"),
        ClaimMapping.memberships("a.b"));
  }

  @ParameterizedTest
  @MethodSource("every")
  @Tag("mistake-03")
  void aTokenWithoutTheClaimNamesNoTenantAtAll(ClaimMapping mapping) {
    assertThat(mapping.read(Map.of("sub", "ada"))).isInstanceOf(TenantClaim.Absent.class);
    assertThat(mapping.read(Map.of())).isInstanceOf(TenantClaim.Absent.class);
  }

  @ParameterizedTest
  @MethodSource("every")
  void whateverIsWrittenThereNothingIsMadeUpOutOfIt(ClaimMapping mapping) {
    List<Object> oddities =
        List.of(
            7,
            true,
            "",
            " ",
            "*",
            "T-1",
            "t_1",
            "../t-1",
            "t-1\n",
            "x".repeat(5_000),
            List.of(7),
            List.of(List.of("t-1")),
            List.of(Map.of("id", "t-1")),
            Collections.singletonList(null));
    for (Object oddity : oddities) {
      assertThat(mapping.read(nested(mapping.path(), oddity)))
          .as("%s", oddity)
          .isInstanceOfAny(TenantClaim.Malformed.class, TenantClaim.Absent.class);
    }
  }

  @Test
  @Tag("mistake-04")
  void aListWhereOneTenantIsExpectedIsMalformedEvenIfItHasOneEntry() {
    for (Object list : List.of(List.of("t-1"), List.of("t-1", "t-2"), List.of())) {
      assertThat(ClaimMapping.DEFAULT.read(Map.of("tenant_id", list)))
          .isInstanceOf(TenantClaim.Malformed.class);
    }
  }

  @Test
  @Tag("mistake-04")
  void aMembershipOfOneIsStillNoChoice() {
    assertThat(ClaimMapping.memberships("tenants").read(Map.of("tenants", List.of("t-1"))))
        .isInstanceOf(TenantClaim.Memberships.class);
  }

  @Test
  void anEntryThatIsNoTextMakesAllMembershipsUnreadable() {
    for (Object entry : Arrays.asList(7, null, List.of("t-2"), Map.of("id", "t-2"))) {
      assertThat(
              ClaimMapping.memberships("tenants")
                  .read(Map.of("tenants", Arrays.asList("t-1", entry))))
          .isInstanceOf(TenantClaim.Malformed.class);
    }
  }

  @Test
  void anOrganizationWithoutIdMakesMembershipsByIdUnreadable() {
    for (Object entry : List.of(Map.of(), Map.of("id", 7), "x", List.of())) {
      assertThat(
              ClaimMapping.keycloakOrganizationIds()
                  .read(
                      Map.of("organization", Map.of("acme", Map.of("id", UUID), "globex", entry))))
          .isInstanceOf(TenantClaim.Malformed.class);
    }
  }

  @Test
  void aMembershipThatCanBeNoTenantOfOursIsSkipped() {
    assertThat(
            ClaimMapping.keycloakOrganizations()
                .read(Map.of("organization", List.of("acme", "Ünternehmen & Co"))))
        .extracting("names")
        .isEqualTo(Set.of("acme"));
  }

  @Test
  void aNameOutsideTheIssuersListIsNobodysEvenIfItIsATenantId() {
    ClaimMapping listed =
        ClaimMapping.claim("org").withTenants(Map.of("org_a", TenantId.of("t-1")));
    assertThat(listed.read(Map.of("org", "t-1"))).isInstanceOf(TenantClaim.Malformed.class);
    assertThat(listed.read(Map.of("org", "t-2"))).isInstanceOf(TenantClaim.Malformed.class);
    assertThat(listed.read(Map.of("org", "ORG_A"))).isInstanceOf(TenantClaim.Malformed.class);
    assertThatThrownBy(() -> ClaimMapping.claim("org").withTenants(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenWithTooManyMembershipsIsMalformed() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < ClaimMapping.MAX_MEMBERSHIPS; i++) {
      many.add("t-" + i);
    }
    ClaimMapping mapping = ClaimMapping.memberships("tenants");
    assertThat(mapping.read(Map.of("tenants", many))).isInstanceOf(TenantClaim.Memberships.class);
    many.add("t-last");
    assertThat(mapping.read(Map.of("tenants", many))).isInstanceOf(TenantClaim.Malformed.class);
  }

  @Test
  void aPathLeadsThroughObjectsOnly() {
    ClaimMapping mapping = ClaimMapping.path("a.b");
    for (Object a : List.of("b", 7, List.of(Map.of("b", "t-1")), Map.of("c", "t-1"))) {
      assertThat(mapping.read(Map.of("a", a))).isInstanceOf(TenantClaim.Absent.class);
    }
    assertThat(mapping.read(Map.of("a.b", "t-1"))).isInstanceOf(TenantClaim.Absent.class);
  }

  @Test
  void aPathIsWrittenAsAJsonPointerAndReadBack() {
    for (ClaimPath path :
        List.of(
            ClaimPath.of("tenant_id"),
            ClaimPath.of("https://acme.example/t", "~1", "a.b", " "),
            ClaimPath.dotted("a.b.c"))) {
      assertThat(ClaimPath.pointer(path.toString())).isEqualTo(path);
    }
    for (String wrong : List.of("", "/", "a", "//", "/a/", "/a//b", "/1/2/3/4/5/6/7/8/9")) {
      assertThatThrownBy(() -> ClaimPath.pointer(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClaimNeverHoldsWhatIsNoName() {
    assertThatThrownBy(() -> new TenantClaim.One(Kind.ID, "T 1", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("T 1");
    assertThatThrownBy(() -> new TenantClaim.Memberships(Kind.ID, Set.of(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TenantClaim.Memberships(Kind.SLUG, Set.of("a", "A"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Object> nested(ClaimPath path, Object value) {
    Object inner = value;
    for (int i = path.names().size() - 1; i > 0; i--) {
      inner = Map.of(path.names().get(i), inner);
    }
    return new HashMap<>(Map.of(path.names().get(0), inner));
  }

  private static TenantClaim one(String id) {
    return new TenantClaim.One(Kind.ID, id, "");
  }

  private static TenantClaim members(Kind kind, String... names) {
    return new TenantClaim.Memberships(kind, Set.of(names), "");
  }
}
