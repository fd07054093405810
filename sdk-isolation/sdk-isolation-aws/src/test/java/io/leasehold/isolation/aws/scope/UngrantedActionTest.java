package io.leasehold.isolation.aws.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What no test without AWS can decide, because it happens under another role, in another service or
 * with other credentials: no scope of this library grants the action that it begins with.
 */
class UngrantedActionTest {

  private static final AwsPlace HERE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.bundled();

  private static final Set<String> GRANTED =
      EveryScope.shipped()
          .flatMap(scope -> scope.grants(HERE).stream())
          .flatMap(grant -> grant.actions().stream())
          .collect(Collectors.toUnmodifiableSet());

  @Test
  void everyKindOfScopeIsLookedAt() {
    assertThat(EveryScope.shipped().map(Object::getClass).collect(Collectors.toSet()))
        .containsAll(
            Arrays.stream(TenantResourceScope.class.getPermittedSubclasses())
                .filter(kind -> kind != CustomScope.class)
                .toList());
  }

  @Test
  @Tag("attack-C12")
  void nothingThatActsUnderARoleOfItsOwnIsStartedOrChanged() {
    assertUngranted(
        "states:StartExecution",
        "scheduler:CreateSchedule",
        "pipes:CreatePipe",
        "bedrock:InvokeAgent",
        "bedrock:InvokeInlineAgent",
        "bedrock:InvokeFlow",
        "bedrock:RetrieveAndGenerate",
        "events:PutTargets",
        "events:PutRule",
        "lambda:CreateEventSourceMapping",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:InvokeAsync",
        "lambda:InvokeFunctionUrl",
        "sns:Subscribe",
        "sqs:StartMessageMoveTask",
        "s3:PutReplicationConfiguration",
        "s3:PutBucketNotification",
        "s3:CreateJob",
        "dynamodb:EnableKinesisStreamingDestination",
        "iam:PassRole");
  }

  @Test
  @Tag("attack-C06")
  @Tag("attack-C07")
  void nobodyTakesPassesOrMakesARole() {
    assertUngranted("iam:PassRole", "iam:CreateRole", "iam:PutRolePolicy", "sts:AssumeRole");
    assertUngranted("sts:GetFederationToken", "sts:AssumeRoleWithWebIdentity", "sts:TagSession");
    assertUngranted("kms:CreateGrant", "kms:PutKeyPolicy", "s3:PutBucketPolicy");
  }

  @Test
  @Tag("attack-D13")
  void nothingOfDax() {
    // DAX asks the table under its own role, whatever its caller may see of it.
    assertThat(GRANTED).noneMatch(action -> action.startsWith("dax:"));
  }

  @Test
  @Tag("attack-D26")
  void nothingThatHandsOutOtherCredentialsForABucket() {
    assertUngranted("s3express:CreateSession", "s3:GetDataAccess");
    assertThat(GRANTED).noneMatch(action -> action.startsWith("s3express:"));
    assertThat(GRANTED).noneMatch(action -> action.startsWith("s3-object-lambda:"));
  }

  @Test
  @Tag("attack-D36")
  void nothingThatWritesWhoBelongsToWhom() {
    assertUngranted(
        "cognito-idp:AdminUpdateUserAttributes",
        "cognito-idp:UpdateUserPoolClient",
        "cognito-idp:AddCustomAttributes");
    assertThat(GRANTED).noneMatch(action -> action.startsWith("cognito-identity:"));
  }

  @Test
  @Tag("attack-D37")
  void nothingThatSendsMailWithoutTheTenantsName() {
    assertThat(GRANTED.stream().filter(action -> action.startsWith("ses:")))
        .containsExactlyInAnyOrder("ses:SendEmail", "ses:SendBulkEmail");
  }

  @Test
  void nobodyTagsWhatATagDecidesAbout() {
    assertThat(GRANTED)
        .noneMatch(action -> action.matches(".*:(Tag|Untag|CreateTags|AddTags|.*Tagging).*"));
  }

  @Test
  void everyGrantedActionIsNarrowedByAResource() {
    assertThat(GRANTED)
        .allSatisfy(
            action ->
                assertThat(CATALOGUE.action(action).orElseThrow().hasResources())
                    .as(action)
                    .isTrue());
  }

  // A misspelt action is never granted; so it has to be one, where the catalogue knows the service.
  private static void assertUngranted(String... actions) {
    List<String> known =
        Stream.of(actions).filter(action -> CATALOGUE.serviceOf(action).isPresent()).toList();
    assertThat(known).allSatisfy(action -> assertThat(CATALOGUE.action(action)).isPresent());
    assertThat(GRANTED).doesNotContain(actions);
  }
}
