package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.aws.internal.SealedSecrets;
import io.leasehold.isolation.aws.session.ChainedDurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A role between asks: the platform assumes it first, for instance to get into the organization
 * from outside. Its session may do nothing but assume the tenants' role, serves all tenants, and is
 * kept for some minutes.
 */
public final class HopDoor implements SessionDoor {

  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(5);
  private static final Pattern ROLE =
      Pattern.compile("arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+");
  private static final Set<String> DEAD =
      Set.of("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId");
  private static final String SESSION_NAME = "leasehold-vendor";
  private static final String MAY_ASSUME =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\","
          + "\"sts:SetSourceIdentity\",\"sts:TagSession\"],\"Resource\":\"%s\"}}";

  private final StsAsyncClient sts;
  private final String role;
  private final @Nullable String externalId;
  private final Clock clock;
  private @Nullable Hop hop;

  public HopDoor(StsAsyncClient sts, String role, @Nullable String externalId, Clock clock) {
    this.sts = sts;
    Names.require(ROLE, role, "a role ARN reads like arn:aws:iam::111111111111:role/Name");
    this.role = role;
    this.externalId = externalId;
    this.clock = clock;
  }

  /** A session of the role between, or the call for it. */
  private record Hop(CompletableFuture<SealedSecrets> session, Instant since) {

    boolean serves(Instant now) {
      Duration age = Duration.between(since, now);
      return age.compareTo(session.isCompletedExceptionally() ? REFUSAL_KEPT : KEPT) < 0;
    }
  }

  @Override
  public String name() {
    return "role " + role + " " + externalId;
  }

  @Override
  public String region() {
    return StsRegion.of(sts);
  }

  @Override
  public void require(SessionTerms terms) {
    if (terms.duration().compareTo(LONGEST_CHAINED) > 0) {
      throw new ChainedDurationException(terms.role(), role, terms.duration());
    }
  }

  @Override
  public CompletableFuture<Credentials> open(SessionCall call) {
    return hop(call)
        .thenCompose(
            between ->
                sts.assumeRole(
                    call.byRole()
                        .overrideConfiguration(
                            o -> {
                              call.override(o);
                              o.credentialsProvider(
                                  StaticCredentialsProvider.create(forAwsSdk(between)));
                            })
                        .build()))
        .whenComplete((answer, failure) -> dropIfDead(failure))
        .thenApply(AssumeRoleResponse::credentials);
  }

  // Ended before its time, for instance because somebody made the role between anew.
  private synchronized void dropIfDead(@Nullable Throwable failure) {
    boolean opened = hop != null && !hop.session().isCompletedExceptionally();
    if (failure != null
        && opened
        && StsFailures.unwrap(failure) instanceof AwsServiceException answer
        && answer.awsErrorDetails() != null
        && DEAD.contains(answer.awsErrorDetails().errorCode())) {
      hop = null;
    }
  }

  private synchronized CompletableFuture<SealedSecrets> hop(SessionCall call) {
    Instant now = clock.instant();
    if (hop == null || !hop.serves(now)) {
      hop = new Hop(sts.assumeRole(request(call)).thenApply(HopDoor::session), now);
    }
    return hop.session();
  }

  private AssumeRoleRequest request(SessionCall call) {
    return AssumeRoleRequest.builder()
        .roleArn(role)
        .roleSessionName(SESSION_NAME)
        .externalId(externalId)
        .policy(MAY_ASSUME.formatted(call.role()))
        .durationSeconds((int) LIFETIME.toSeconds())
        .overrideConfiguration(o -> o.apiCallTimeout(call.timeout()))
        .build();
  }

  private static SealedSecrets session(AssumeRoleResponse response) {
    Credentials vended = response.credentials();
    return new SealedSecrets(vended.accessKeyId(), vended.secretAccessKey(), vended.sessionToken());
  }

  private static AwsSessionCredentials forAwsSdk(SealedSecrets session) {
    return AwsSessionCredentials.create(session.keyId(), session.secret(), session.token());
  }
}
