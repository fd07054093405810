package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.internal.TenantFacades;
import io.leasehold.isolation.aws.fixture.HeapText;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.internal.SealedSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.Credentials;

@Timeout(120)
@Tag("attack-E16")
class TenantSecretsTest {

  private final CredentialCache cache = CredentialCache.standard();

  /** The secrets of a seed; made anew whenever they are needed, and kept nowhere. */
  private static String secret(int seed) {
    return text(seed, 30);
  }

  private static String token(int seed) {
    return text(-seed, 900);
  }

  private static String text(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Credentials answer(int seed) {
    return Credentials.builder()
        .accessKeyId("ASIAEXAMPLE" + seed)
        .secretAccessKey(secret(seed))
        .sessionToken(token(seed))
        .expiration(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  private TenantCredentialVendor vendor(int seed) {
    return Vendors.vendor(
        Vendors.door(call -> CompletableFuture.completedFuture(answer(seed))),
        cache,
        StsLimiter.of(VendingLimits.standard()),
        Clock.systemUTC());
  }

  @Test
  void whatLiesInTheCacheIsNotFoundInAHeapDump(@TempDir Path folder) throws IOException {
    TenantCredentialVendor vendor = vendor(41);
    vendor.vend(ACME).toCompletableFuture().join();
    // The control: what an SDK provider keeps is found.
    var kept =
        software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
            "ASIAKEPT", secret(42), token(42));

    Path dump = HeapText.dump(folder);

    assertThat(HeapText.contains(dump, token(42).substring(100, 160))).isTrue();
    assertThat(HeapText.contains(dump, secret(42))).isTrue();
    assertThat(HeapText.contains(dump, token(41).substring(100, 160))).isFalse();
    assertThat(HeapText.contains(dump, secret(41))).isFalse();
    assertThat(kept.accessKeyId()).isEqualTo("ASIAKEPT");
    assertThat(vendor.vend(ACME).toCompletableFuture().join().sessionToken()).isEqualTo(token(41));
  }

  @Test
  void aFlightRecordingHoldsNone(@TempDir Path folder) throws IOException, ParseException {
    Path file = folder.resolve("flight.jfr");
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      vendor(43).vend(ACME).toCompletableFuture().join().forAwsSdk();
      recording.stop();
      recording.dump(file);
    }

    assertThat(HeapText.contains(file, token(43).substring(100, 160))).isFalse();
    assertThat(HeapText.contains(file, secret(43))).isFalse();
  }

  @Test
  void noTextFormShowsOne() {
    TenantCredentialVendor vendor = vendor(44);
    TenantCredentials credentials = vendor.vend(ACME).toCompletableFuture().join();
    VendedEntry.Held held = new VendedEntry.Held(credentials, 0, 0, null);

    assertThat(
            List.of(
                credentials.toString(),
                credentials.forAwsSdk().toString(),
                held.toString(),
                cache.toString(),
                new SealedSecrets("ASIA", secret(44), token(44)).toString(),
                new TenantFacades(vendor::vend, null).identityOf(ACME).toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain(secret(44), token(44)));
  }

  @Test
  void nothingThatHoldsSecretsIsSerializedOrReadAsABean() {
    TenantCredentials credentials =
        new TenantCredentials(ACME, "ASIA", secret(45), token(45), Instant.now());

    for (Class<?> type :
        List.of(
            TenantCredentials.class,
            SealedSecrets.class,
            VendedEntry.Held.class,
            CredentialCache.class,
            TenantCredentialVendor.class)) {
      assertThat(Serializable.class.isAssignableFrom(type)).as("%s", type).isFalse();
      assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
          .noneMatch(name -> name.startsWith("get") && !name.equals("getClass"));
    }
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(credentials))
        .isInstanceOf(NotSerializableException.class);
  }

  @ParameterizedTest
  @CsvSource({"403,AccessDenied", "400,Throttling", "500,InternalFailure"})
  void noFailureCarriesWhatTheCallCarried(int status, String code) {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      String token = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";
      TenantCredentialVendor vendor =
          Samples.vendor(sts)
              .webIdentity(tenant -> CompletableFuture.completedFuture(token))
              .build();
      sts.refuseWith(status, code);
      StringWriter trace = new StringWriter();
      assertThatThrownBy(() -> vendor.vend(ACME).toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .satisfies(failure -> failure.printStackTrace(new PrintWriter(trace)));

      assertThat(trace.toString())
          .containsAnyOf(code, "status " + status)
          .doesNotContain(token, "s3:GetObject");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "plain words, no base 64",
        "YWJj",
        "YWJ=",
        "YWI=",
        "YW==",
        "IQoJb3JpZ2luX2VjEJ//////////wEaDGV1LWNlbnRyYWwtMSJHMEUCIQ==",
        "-_url-safe_",
        "grüße"
      })
  void whatIsSealedComesBackAsItWas(String text) {
    SealedSecrets sealed = new SealedSecrets("ASIA" + text, text, text + text);

    assertThat(sealed.keyId()).isEqualTo("ASIA" + text);
    assertThat(sealed.secret()).isEqualTo(text);
    assertThat(sealed.token()).isEqualTo(text + text);
  }
}
