package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/** Real SDK clients of one session, over an enforcement that needs no network. */
final class Offline {

  static final String ARN = "arn:aws:sts::111122223333:assumed-role/app/acme";
  static final AwsSessionCredentials KEYS =
      AwsSessionCredentials.create("ASIAACMEACMEACMEACME", "a secret of acme", "a token");

  final IamEnforcement iam;
  final List<EnforcedCall> calls = new CopyOnWriteArrayList<>();
  private OfflineAnswers answers = OfflineAnswers.nothing();

  Offline(EnforcedSession session, AwsFacts facts) {
    this.iam = IamEnforcement.builder().session(session).facts(facts).observer(this::note).build();
  }

  // Whatever any test makes a reader say has to be something that AWS documents.
  private void note(EnforcedCall call) {
    Documented.requireAll(call);
    calls.add(call);
  }

  /** As the tenant acme of a blueprint with those scopes. */
  static Offline acme(AwsFacts facts, TenantResourceScope... scopes) {
    IsolationBlueprint.Builder blueprint =
        IsolationBlueprint.builder("test").region("eu-central-1").account("111122223333");
    Arrays.stream(scopes).forEach(blueprint::allow);
    var policy = PolicyCompiler.compile(blueprint.build(), TenantId.of("acme"));
    return new Offline(EnforcedSession.limitedBy(policy, ARN, KEYS), facts);
  }

  /** With those statements as the only policy. */
  static Offline with(AwsFacts facts, String statements) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements.replace('\'', '"'));
    PolicyStack stack = PolicyStack.builder().identity(PolicyDocument.parse(policy)).build();
    return new Offline(EnforcedSession.of(ARN, KEYS, stack), facts);
  }

  /** With the permission for everything, to see what requests need. */
  static Offline everything(AwsFacts facts) {
    return with(facts, "{'Effect':'Allow','Action':'*','Resource':'*'}");
  }

  Offline answering(OfflineAnswers by) {
    this.answers = by;
    return this;
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(KEYS))
        .httpClient(IamEnforcingHttpClient.answering(iam, answers))
        .build();
  }

  /** What the last request needed. */
  List<NeededPermission> needed() {
    return calls.get(calls.size() - 1).needed();
  }

  /** What the last request needed, without the keys. */
  List<String> actions() {
    return needed().stream().map(need -> need.action() + " " + need.resource()).toList();
  }

  /** The keys of the only thing that the last request needed. */
  Map<String, List<String>> context() {
    assertThat(needed()).hasSize(1);
    return needed().get(0).context();
  }

  void allowed(ThrowingCallable call) {
    org.assertj.core.api.Assertions.assertThatCode(call).doesNotThrowAnyException();
    assertThat(calls.get(calls.size() - 1).outcome()).isEqualTo(EnforcedCall.Outcome.ALLOWED);
  }

  /** Denied as AWS does it: the exception that code in production would see. */
  AwsServiceException denied(ThrowingCallable call) {
    AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode()).startsWith("AccessDenied");
    assertThat(calls.get(calls.size() - 1).outcome()).isEqualTo(EnforcedCall.Outcome.DENIED);
    return refusal;
  }

  /** Denied without a body that tells the code, as an answer to a HEAD has none. */
  void refused(ThrowingCallable call) {
    AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(calls.get(calls.size() - 1).outcome()).isEqualTo(EnforcedCall.Outcome.DENIED);
  }

  /** Not sent, because it cannot be read; the message says this. */
  void unreadable(ThrowingCallable call, String message) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    assertThat(thrown).isInstanceOf(UnreadableRequestException.class).hasMessageContaining(message);
    assertThat(calls.get(calls.size() - 1).outcome()).isEqualTo(EnforcedCall.Outcome.UNREADABLE);
  }
}
