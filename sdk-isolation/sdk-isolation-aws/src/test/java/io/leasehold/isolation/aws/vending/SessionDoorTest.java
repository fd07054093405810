package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.LoopbackAws.Seen;
import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.ChainedDurationException;
import io.leasehold.isolation.aws.session.TagCaseException;
import io.leasehold.isolation.aws.session.WebIdentityException;
import io.leasehold.isolation.aws.session.WebIdentityTokens;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

@Timeout(60)
class SessionDoorTest {

  private static final String BETWEEN = "arn:aws:iam::333333333333:role/Between";

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentialVendorBuilder vendor() {
    return Samples.vendor(sts).clock(clock).jitter(() -> 0.5);
  }

  private static TenantCredentials vend(TenantCredentialVendor vendor, TenantId tenant) {
    return vendor.vend(tenant).toCompletableFuture().join();
  }

  private static IsolationException failure(TenantCredentialVendor vendor, TenantId tenant) {
    try {
      vend(vendor, tenant);
    } catch (CompletionException e) {
      return (IsolationException) e.getCause();
    }
    throw new AssertionError("credentials were vended");
  }

  @Test
  @Tag("row-K12")
  @Tag("row-K17")
  void theRoleBetweenIsAssumedOnceAndAssumesTheTenantsRoleForEach() {
    TenantCredentialVendor chained =
        vendor().through(BETWEEN, "partner-7").sourceIdentity().build();

    vend(chained, ACME);
    vend(chained, GLOBEX);

    List<Seen> calls = sts.calls();
    assertThat(calls)
        .extracting(c -> c.field("RoleArn"))
        .containsExactly(BETWEEN, Samples.ROLE, Samples.ROLE);
    assertThat(calls)
        .extracting(Seen::accessKeyId)
        .containsExactly("PLATFORM", "ASIA-leasehold-vendor-1", "ASIA-leasehold-vendor-1");
    assertThat(calls.get(0).field("ExternalId")).isEqualTo("partner-7");
    assertThat(calls.get(0).field("SourceIdentity")).isEmpty();
    assertThat(calls.get(1).field("SourceIdentity")).isEqualTo("t-acme");
    assertThat(calls.get(1).field("ExternalId")).isEmpty();
    assertThat(calls.get(1).field("Policy")).isEqualTo(Actor.policy(ACME));
  }

  @Test
  @Tag("row-K17")
  void theSessionBetweenMayDoNothingButAssumeTheTenantsRole() {
    vend(vendor().through(BETWEEN).build(), ACME);

    PolicyDocument between = PolicyDocument.parse(sts.calls().get(0).field("Policy"));
    assertThat(may(between, "sts:AssumeRole", Samples.ROLE)).isTrue();
    assertThat(may(between, "sts:AssumeRole", "arn:aws:iam::111111111111:role/Admin")).isFalse();
    assertThat(may(between, "s3:GetObject", "arn:aws:s3:::labs-content/acme/x")).isFalse();
  }

  private static boolean may(PolicyDocument session, String action, String resource) {
    PolicyDocument all =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    PolicyStack stack = PolicyStack.builder().identity(all).session(session).build();
    String who = "arn:aws:sts::333333333333:assumed-role/Between/leasehold-vendor";
    return new IamEvaluator().decide(stack, AccessRequest.of(who, action, resource)).allowed();
  }

  @Test
  @Tag("row-K17")
  void theSessionBetweenIsRenewedBeforeItEnds() {
    TenantCredentialVendor chained = vendor().through(BETWEEN).build();
    vend(chained, ACME);
    clock.advance(Duration.ofMinutes(10));

    vend(chained, GLOBEX);

    assertThat(sts.calls())
        .extracting(c -> c.field("RoleArn"))
        .containsExactly(BETWEEN, Samples.ROLE, BETWEEN, Samples.ROLE);
  }

  @Test
  void aSessionBetweenThatDiedEarlyIsOpenedAnew() {
    TenantCredentialVendor chained = vendor().through(BETWEEN).build();
    vend(chained, ACME);
    sts.refuseWith(403, "InvalidClientTokenId");
    assertThat(failure(chained, GLOBEX).code()).isEqualTo("LH-ISO-121");
    sts.recover();
    clock.advance(Duration.ofSeconds(5));

    assertThat(vend(chained, GLOBEX).tenant()).isEqualTo(GLOBEX);

    assertThat(sts.calls())
        .extracting(c -> c.field("RoleArn"))
        .containsExactly(BETWEEN, Samples.ROLE, Samples.ROLE, BETWEEN, Samples.ROLE);
  }

  @Test
  void aRoleBetweenThatRefusesIsNotAskedByEveryTenant() {
    TenantCredentialVendor chained = vendor().through(BETWEEN).build();
    sts.refuseWith(403, "AccessDenied");
    for (int i = 0; i < 50; i++) {
      assertThat(failure(chained, TenantId.of("t" + i)).code()).isEqualTo("LH-ISO-121");
    }
    assertThat(sts.calls()).hasSize(1);

    sts.recover();
    clock.advance(Duration.ofSeconds(5));
    assertThat(vend(chained, ACME).tenant()).isEqualTo(ACME);
  }

  @Test
  @Tag("attack-C09")
  void aChainOfMoreThanAnHourIsRefusedBeforeAnybodyAsksSts() {
    assertThatThrownBy(() -> vendor().through(BETWEEN).duration(Duration.ofMinutes(61)).build())
        .isInstanceOf(ChainedDurationException.class)
        .hasMessageContaining("one hour");
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  @Tag("attack-C09")
  void aPlatformThatIsASessionItselfIsAChainToo() {
    try (var onEcs =
        sts.as(Region.EU_CENTRAL_1, AwsSessionCredentials.create("ASIAECS", "secret", "token"))) {
      TenantCredentialVendorBuilder vendor = vendor().sts(onEcs);

      IsolationException refusal = failure(vendor.duration(Duration.ofMinutes(61)).build(), ACME);

      assertThat(refusal.code()).isEqualTo("LH-ISO-144");
      assertThat(sts.calls()).isEmpty();
      assertThat(vend(vendor.duration(Duration.ofHours(1)).build(), ACME).tenant()).isEqualTo(ACME);
    }
  }

  @Test
  void aPlatformWithALongLivedKeyMayAskForMore() {
    assertThat(vend(vendor().duration(Duration.ofHours(12)).build(), ACME).tenant())
        .isEqualTo(ACME);
  }

  @Test
  @Tag("attack-C14")
  void eachTenantsSessionsCarryItsOwnNameTagAndSourceIdentity() {
    TenantCredentialVendor named =
        vendor().tenantTag("tenant").sessionTag("app", "labs").sourceIdentity().build();
    TenantId longest = TenantId.of("a".repeat(63));
    List.of(ACME, GLOBEX, longest, TenantId.of("a".repeat(62))).forEach(t -> vend(named, t));

    List<Seen> calls = sts.calls();
    assertThat(calls).extracting(c -> c.field("RoleSessionName")).doesNotHaveDuplicates();
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.field("SourceIdentity")).isEqualTo(call.field("RoleSessionName"));
              assertThat(call.field("Tags.member.1.Key")).isEqualTo("app");
              assertThat(call.field("Tags.member.2.Key")).isEqualTo("tenant");
              assertThat(call.field("TransitiveTagKeys.member.1")).isEqualTo("tenant");
              assertThat(call.field("TransitiveTagKeys.member.2")).isEmpty();
            });
    assertThat(calls.get(0).field("Tags.member.2.Value")).isEqualTo("acme");
    assertThat(calls.get(2).field("Tags.member.2.Value")).isEqualTo(longest.value());
  }

  @Test
  @Tag("attack-C08")
  void tagsThatDifferOnlyInCaseAreRefused() {
    assertThatThrownBy(() -> vendor().tenantTag("tenant").sessionTag("Tenant", "globex").build())
        .isInstanceOf(TagCaseException.class);
    assertThatThrownBy(() -> vendor().sessionTag("app", "a").sessionTag("APP", "b").build())
        .isInstanceOf(TagCaseException.class);
    assertThat(sts.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aws:tenant", "AWS:tenant", "te*ant", "tenant$", "${x}"})
  void aTagKeyThatStsWouldNotTakeIsRefused(String key) {
    assertThatThrownBy(() -> vendor().tenantTag(key).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGlobalEndpointIsRefused() {
    try (var global = sts.in(Region.AWS_GLOBAL)) {
      assertThatThrownBy(() -> vendor().sts(global).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Region");
    }
  }

  private static String token(String claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2lnbmF0dXJl";
  }

  @Test
  void aWebIdentityAsksUnsignedUnderTheTenantsPolicy() {
    String token = token("{\"sub\":\"platform\"}");
    TenantCredentialVendor federated =
        vendor()
            .webIdentity(tenant -> CompletableFuture.completedFuture(token))
            .duration(Duration.ofHours(2))
            .build();

    assertThat(vend(federated, ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");

    Seen call = sts.calls().get(0);
    assertThat(call.field("Action")).isEqualTo("AssumeRoleWithWebIdentity");
    assertThat(call.field("WebIdentityToken")).isEqualTo(token);
    assertThat(call.field("Policy")).isEqualTo(Actor.policy(ACME));
    assertThat(call.accessKeyId()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"tenant\":[\"acme\"]},\"transitive_tag_keys\":[\"tenant\"]}}",
        "{\"https://aws.amazon.com/tags/principal_tags/tenant\":\"acme\"}"
      })
  void aTokenThatBringsTheTenantsTagOpensItsSession(String claims) {
    assertThat(vend(tagged(token(claims)), ACME).tenant()).isEqualTo(ACME);
    assertThat(sts.calls().get(0).body()).doesNotContain("Tags.member");
  }

  @ParameterizedTest
  @Tag("attack-C08")
  @ValueSource(
      strings = {
        "{}",
        "{\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"tenant\":[\"globex\"]}}}",
        "{\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"tenant\":[\"acme\",\"globex\"]}}}",
        "{\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"tenant\":[\"acme\"],\"Tenant\":[\"globex\"]}}}",
        "{\"https://aws.amazon.com/tags/principal_tags/TENANT\":\"globex\",\"https://aws.amazon.com/tags/principal_tags/tenant\":\"acme\"}",
        "{\"https://aws.amazon.com/tags\":{\"request_tags\":{\"tenant\":[\"acme\"]}}}",
        "{\"tenant\":\"acme\"}",
        "[\"acme\"]",
        "{\"https://aws.amazon.com/tags\":\"acme\"}"
      })
  void aTokenOfAnotherTenantOrOfNoneIsRefusedBeforeSts(String claims) {
    assertThat(failure(tagged(token(claims)), ACME))
        .isInstanceOf(WebIdentityException.class)
        .hasMessageNotContaining("globex");
    assertThat(sts.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b", "a.%%%.c", "a.e30.c.d"})
  void whatIsNoTokenIsRefusedWithoutRepeatingIt(String token) {
    assertThat(failure(tagged(token), ACME)).isInstanceOf(WebIdentityException.class);
    assertThat(sts.calls()).isEmpty();
  }

  private TenantCredentialVendor tagged(String token) {
    return vendor()
        .tenantTag("tenant")
        .webIdentity(tenant -> CompletableFuture.completedFuture(token))
        .build();
  }

  @Test
  void whatStsTakesFromTheTokenAloneCannotBeSet() {
    WebIdentityTokens tokens = tenant -> CompletableFuture.completedFuture("");
    assertThatThrownBy(() -> vendor().webIdentity(tokens).sourceIdentity().build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> vendor().webIdentity(tokens).sessionTag("a", "b").build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> vendor().webIdentity(tokens).through(BETWEEN).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
