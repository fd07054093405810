package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Sessions for a token: STS verifies it, the role has to trust its issuer, it brings the tags. */
@Timeout(120)
class WebIdentityTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final String BUCKET = "tenants-files";
  private static final String IDP = "https://idp.example.com/labs";
  private static final String NAME = "idp.example.com/labs";

  private static final KeyPair KEY = key();
  private static final KeyPair OTHER = key();

  private static LocalAws aws;
  private static Clients platform;
  private static StsAsyncClient sts;

  private static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void start() {
    aws =
        LocalAws.builder().webIdentityProvider(IDP, (RSAPublicKey) KEY.getPublic(), "labs").start();
    platform = Clients.management(aws);
    sts = platform.configured(StsAsyncClient.builder()).build();
    platform.s3().createBucket(r -> r.bucket(BUCKET));
    role("tenants", "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"");
    role("untagged", "\"sts:AssumeRoleWithWebIdentity\"");
    Roles.create(platform, "by-account");
  }

  private static void role(String name, String actions) {
    Roles.create(
        platform.iam(),
        name,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
         "Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/%s"},"Action":[%s],
         "Condition":{"StringEquals":{"%s:aud":"labs","%s:sub":"platform"}}}}
        """
            .formatted(NAME, actions, NAME, NAME));
    platform
        .iam()
        .attachRolePolicy(
            r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
  }

  @AfterAll
  static void stop() {
    sts.close();
    aws.close();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String token(String issuer, String sub, String aud, long lasts, KeyPair key) {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","sub":"%s","aud":"%s","iat":%d,"exp":%d,
         "https://aws.amazon.com/tags":{"principal_tags":{"tenant":["acme"]},
         "transitive_tag_keys":["tenant"]}}
        """
            .formatted(issuer, sub, aud, now, now + lasts);
    String signed =
        base64("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String good() {
    return token(IDP, "platform", "labs", 300, KEY);
  }

  private static TenantCredentials vend(String role, String token) {
    TenantCredentialVendor vendor =
        TenantCredentialVendor.builder()
            .sts(sts)
            .role(Roles.arn(aws, role))
            .blueprint(
                IsolationBlueprint.builder("files")
                    .region("eu-central-1")
                    .account(aws.managementAccountId())
                    .allow(S3PrefixScope.bucket(BUCKET))
                    .build())
            .tenantTag("tenant")
            .webIdentity(tenant -> CompletableFuture.completedFuture(token))
            .build();
    return vendor.vend(ACME).toCompletableFuture().join();
  }

  private static void put(TenantCredentials who, String key) {
    platform
        .with(who.forAwsSdk())
        .s3()
        .putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }

  private static void assertRefused(String role, String token, String code) {
    assertThatThrownBy(() -> vend(role, token))
        .cause()
        .isInstanceOf(CredentialVendingException.class);
    assertThatThrownBy(
            () ->
                platform
                    .sts()
                    .assumeRoleWithWebIdentity(
                        r ->
                            r.roleArn(Roles.arn(aws, role))
                                .roleSessionName("t-acme")
                                .webIdentityToken(token)))
        .isInstanceOf(StsException.class)
        .extracting(e -> ((StsException) e).awsErrorDetails().errorCode())
        .isEqualTo(code);
  }

  @Test
  void theVendorsSessionReachesItsTenantAndCarriesTheTagOfTheToken() {
    TenantCredentials acme = vend("tenants", good());

    put(acme, "acme/file");
    assertThatThrownBy(() -> put(acme, "globex/file")).isInstanceOf(S3Exception.class);
    String deny =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*",
         "Condition":{"StringEquals":{"aws:PrincipalTag/tenant":"acme"}}}}
        """;
    platform
        .iam()
        .putRolePolicy(r -> r.roleName("tenants").policyName("deny").policyDocument(deny));
    assertThatThrownBy(() -> put(acme, "acme/file")).isInstanceOf(S3Exception.class);
    platform.iam().deleteRolePolicy(r -> r.roleName("tenants").policyName("deny"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://idp.example.com/labs,somebody,labs,300,AccessDenied",
    "https://idp.example.com/labs,platform,other,300,InvalidIdentityToken",
    "https://idp.example.com/labs,platform,labs,-1,ExpiredTokenException",
    "https://idp.example.com/other,platform,labs,300,InvalidIdentityToken"
  })
  void aTokenOfAnotherSubjectAudienceTimeOrIssuerIsRefused(
      String issuer, String sub, String aud, long lasts, String code) {
    assertRefused("tenants", token(issuer, sub, aud, lasts, KEY), code);
  }

  @Test
  void aTokenThatAnotherKeyOrNobodySignedIsRefused() {
    String[] parts = good().split("\\.", -1);
    String none = base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

    assertRefused("tenants", token(IDP, "platform", "labs", 300, OTHER), "InvalidIdentityToken");
    assertRefused("tenants", none + "." + parts[1] + ".", "InvalidIdentityToken");
    assertRefused("tenants", parts[0] + "." + parts[1] + ".", "InvalidIdentityToken");
  }

  @Test
  void aRoleThatTrustsAnAccountOrLetsNobodyTagRefuses() {
    assertRefused("by-account", good(), "AccessDenied");
    assertRefused("untagged", good(), "AccessDenied");
    assertThat(vend("tenants", good()).tenant()).isEqualTo(ACME);
  }
}
