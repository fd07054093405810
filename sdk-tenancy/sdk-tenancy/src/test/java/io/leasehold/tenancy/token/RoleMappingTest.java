package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("row-C28")
class RoleMappingTest {

  static Stream<Arguments> presets() {
    List<String> roles = List.of("learner", "tenant-admin");
    return Stream.of(
        arguments("default", RoleMapping.DEFAULT, Map.of("groups", roles)),
        arguments("Cognito", RoleMapping.cognitoGroups(), Map.of("cognito:groups", roles)),
        arguments("Entra", RoleMapping.entra(), Map.of("roles", roles)),
        arguments(
            "Keycloak realm",
            RoleMapping.keycloakRealm(),
            Map.of("realm_access", Map.of("roles", roles))),
        arguments(
            "Keycloak client",
            RoleMapping.keycloakClient("labs.web"),
            Map.of("resource_access", Map.of("labs.web", Map.of("roles", roles)))),
        arguments(
            "two places",
            RoleMapping.claim("groups").and(RoleMapping.path("a.b")),
            Map.of("groups", List.of("learner"), "a", Map.of("b", List.of("tenant-admin")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presets")
  void eachPresetReadsWhatItsProviderWrites(
      String provider, RoleMapping mapping, Map<String, Object> claims) {
    assertThat(mapping.read(claims)).containsExactlyInAnyOrder("learner", "tenant-admin");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presets")
  void absentRolesAreNoRoles(String provider, RoleMapping mapping, Map<String, Object> claims) {
    assertThat(mapping.read(Map.of("sub", "ada"))).isEmpty();
  }

  @Test
  void aClaimThatIsNoListOfTextsGivesNothing() {
    for (Object claim :
        Arrays.asList(
            "operator",
            "learner operator",
            7,
            Map.of("operator", true),
            List.of("learner", 7),
            Arrays.asList("learner", null),
            List.of(List.of("operator")))) {
      assertThat(RoleMapping.DEFAULT.read(Map.of("groups", claim))).as("%s", claim).isEmpty();
    }
  }

  @Test
  void anIssuerOfATenantCannotMakeAnOperator() {
    RoleMapping siloed = RoleMapping.DEFAULT.granting("learner", "tenant-admin");
    assertThat(siloed.read(Map.of("groups", List.of("learner", "operator", "Learner"))))
        .containsExactly("learner");
    assertThat(RoleMapping.none().read(Map.of("groups", List.of("operator")))).isEmpty();
  }

  @Test
  void theIssuersOwnNamesForRolesAreTranslated() {
    RoleMapping translated =
        RoleMapping.claim("roles").granting(Map.of("App.Admin", "tenant-admin"));
    assertThat(translated.read(Map.of("roles", List.of("App.Admin", "tenant-admin", "operator"))))
        .containsExactly("tenant-admin");
    assertThat(translated.read(Map.of("roles", List.of("tenant-admin")))).isEmpty();
  }

  @Test
  void placesAreJoinedBeforeTheyAreLimited() {
    RoleMapping limited = RoleMapping.claim("a").granting("learner");
    assertThatThrownBy(() -> RoleMapping.DEFAULT.and(limited))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limited.and(RoleMapping.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
