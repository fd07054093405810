package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leasehold.isolation.iam.Obstacle.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObstacleTest {

  private static final IamEvaluator EVALUATOR = new IamEvaluator();
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/R/s";
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/items";
  private static final PolicyDocument ALL =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final PolicyDocument TENANT =
      PolicyDocument.parse(
          """
          {"Version":"2012-10-17","Statement":[
          {"Sid":"Notes","Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:eu-central-1:111111111111:table/notes"},
          {"Sid":"Items","Effect":"Allow","Action":"dynamodb:GetItem","Resource":"%s","Condition":{
          "ForAllValues:StringEquals":{"dynamodb:LeadingKeys":"acme"},"Null":{"dynamodb:LeadingKeys":"false"},
          "Bool":{"aws:SecureTransport":"true"}}}]}\
          """
              .formatted(TABLE));
  private static final AccessRequest GET =
      AccessRequest.of(SESSION, "dynamodb:GetItem", TABLE).with("aws:SecureTransport", "true");

  private static List<Obstacle> obstacles(PolicyStack.Builder stack, AccessRequest request) {
    return EVALUATOR.obstacles(stack.build(), request);
  }

  @Test
  void a_condition_says_what_it_wanted_and_what_it_got() {
    PolicyStack.Builder stack = PolicyStack.builder().identity(ALL).session(TENANT);

    assertThat(obstacles(stack, GET.with("dynamodb:LeadingKeys", "acme"))).isEmpty();
    assertThat(obstacles(stack, GET.with("dynamodb:LeadingKeys", "globex")))
        .containsExactly(
            new Obstacle(
                "session policy",
                "statement Items",
                Kind.CONDITION,
                "ForAllValues:StringEquals dynamodb:LeadingKeys [acme]",
                "[globex]"));
    assertThat(obstacles(stack, GET))
        .singleElement()
        .hasToString(
            "session policy, statement Items: wants Null dynamodb:LeadingKeys [false], got no such"
                + " key");
  }

  @Test
  void the_statement_with_the_most_similar_resource_is_the_closest() {
    PolicyStack.Builder stack = PolicyStack.builder().identity(ALL).session(TENANT);
    String other = TABLE.replace("items", "notebook");

    assertThat(obstacles(stack, AccessRequest.of(SESSION, "dynamodb:GetItem", other)))
        .containsExactly(
            new Obstacle(
                "session policy",
                "statement Notes",
                Kind.RESOURCE,
                "[" + TABLE.replace("items", "notes") + "]",
                other));
    assertThat(
            obstacles(
                stack,
                AccessRequest.of(
                    SESSION, "sqs:SendMessage", "arn:aws:sqs:eu-central-1:111111111111:q")))
        .containsExactly(new Obstacle("session policy", "", Kind.ACTION, "", "sqs:SendMessage"));
  }

  @Test
  void all_that_is_in_the_way_is_named_not_only_the_first() {
    PolicyDocument deny =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Sid\":\"Frozen\",\"Effect\":\"Deny\",\"Action\":\"dynamodb:*\",\"Resource\":\"*\"}]}");
    PolicyStack.Builder stack =
        PolicyStack.builder().boundary(TENANT).session(TENANT).serviceControl(List.of(deny));

    assertThat(obstacles(stack, GET.with("dynamodb:LeadingKeys", "globex")))
        .extracting(Obstacle::policy, Obstacle::kind)
        .containsExactly(
            tuple("service control policy", Kind.DENIED),
            tuple("identity-based policy", Kind.ACTION),
            tuple("permissions boundary", Kind.CONDITION),
            tuple("session policy", Kind.CONDITION));
  }

  @Test
  void the_policy_of_another_accounts_thing_that_names_somebody_else_is_in_the_way() {
    PolicyDocument bob =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"Bob\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:user/bob\"},\"Action\":\"*\",\"Resource\":\"*\"}}");

    assertThat(
            obstacles(
                PolicyStack.builder().identity(ALL).resource(bob),
                GET.with("aws:ResourceAccount", "222222222222")))
        .singleElement()
        .hasToString("resource-based policy, statement Bob does not name the caller");
  }

  @Test
  void of_every_combination_of_policies_there_is_an_obstacle_if_and_only_if_it_is_denied() {
    assertThat(EvaluationMatrix.all())
        .allSatisfy(
            combination -> {
              RandomAccess access = combination.access();
              assertThat(EVALUATOR.obstacles(access.stack(), access.request()).isEmpty())
                  .as("%s", combination)
                  .isEqualTo(combination.allowed());
            });
  }
}
