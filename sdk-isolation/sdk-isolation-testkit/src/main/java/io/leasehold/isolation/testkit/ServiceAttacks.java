package io.leasehold.isolation.testkit;

import static io.leasehold.isolation.testkit.ServiceAttack.Reach.ADDRESSED;
import static io.leasehold.isolation.testkit.ServiceAttack.Reach.ELSEWHERE;
import static io.leasehold.isolation.testkit.ServiceAttack.Reach.EVERYTHING;
import static io.leasehold.isolation.testkit.ServiceAttack.Reach.FOREIGN;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.stream.Stream;

/** The attacks on each service. */
final class ServiceAttacks {

  private static final List<ServiceAttack> ON_TABLES =
      List.of(
          ServiceAttack.of("D01", "dynamodb", "scan", FOREIGN, "", "dynamodb:Scan"),
          ServiceAttack.of(
              "D02", "dynamodb", "query of an index", FOREIGN, "/index/x", "dynamodb:Query"),
          ServiceAttack.of(
              "D03",
              "dynamodb",
              "what others planted in an index",
              FOREIGN,
              "/index/x",
              "dynamodb:Query dynamodb:Scan"),
          ServiceAttack.of(
              "D04", "dynamodb", "mixed batch read", ADDRESSED, "", "dynamodb:BatchGetItem"),
          ServiceAttack.of(
              "D05", "dynamodb", "mixed batch write", ADDRESSED, "", "dynamodb:BatchWriteItem"),
          ServiceAttack.of(
                  "D06",
                  "dynamodb",
                  "transaction with a foreign item",
                  ADDRESSED,
                  "",
                  "dynamodb:ConditionCheckItem dynamodb:PutItem dynamodb:UpdateItem"
                      + " dynamodb:DeleteItem dynamodb:GetItem")
              .with("dynamodb:EnclosingOperation", "TransactWriteItems"),
          ServiceAttack.of(
              "D07",
              "dynamodb",
              "statements in PartiQL",
              EVERYTHING,
              "",
              "dynamodb:PartiQLSelect dynamodb:PartiQLInsert dynamodb:PartiQLUpdate"
                  + " dynamodb:PartiQLDelete"),
          ServiceAttack.of(
              "D08",
              "dynamodb",
              "streams",
              EVERYTHING,
              "/stream/x",
              "dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:DescribeStream"),
          ServiceAttack.of(
              "D09",
              "dynamodb",
              "copies of the table",
              EVERYTHING,
              "",
              "dynamodb:ExportTableToPointInTime dynamodb:CreateBackup"
                  + " dynamodb:RestoreTableFromBackup dynamodb:PutResourcePolicy"),
          ServiceAttack.of(
                  "D10", "dynamodb", "keys of several attributes", FOREIGN, "", "dynamodb:Query")
              .with("dynamodb:FirstPartitionKeyValues", "x")
              .without("dynamodb:leadingkeys"),
          ServiceAttack.of(
              "D11", "dynamodb", "vector search", EVERYTHING, "", "dynamodb:SearchVectors"),
          ServiceAttack.of(
              "D13",
              "dynamodb",
              "DAX",
              ELSEWHERE,
              "arn:%s:dax:%s:%s:cache/c",
              "dax:GetItem dax:Query dax:Scan"));

  private static final List<ServiceAttack> ON_OBJECTS =
      List.of(
          ServiceAttack.of(
              "D20",
              "s3",
              "lists of foreign keys",
              ADDRESSED,
              "",
              "s3:ListBucket s3:ListBucketVersions"),
          ServiceAttack.of(
              "D20",
              "s3",
              "lists of uploads",
              EVERYTHING,
              "",
              "s3:ListBucketMultipartUploads s3:ListMultipartUploadParts"),
          ServiceAttack.of(
              "D21", "s3", "foreign copies", ADDRESSED, "", "s3:GetObject s3:PutObject"),
          ServiceAttack.of(
              "D22",
              "s3",
              "foreign uploads",
              ADDRESSED,
              "",
              "s3:PutObject s3:AbortMultipartUpload"),
          ServiceAttack.of(
                  "D23", "s3", "foreign presigned URL", ADDRESSED, "", "s3:GetObject s3:PutObject")
              .with("s3:authType", "REST-QUERY-STRING"),
          ServiceAttack.of(
              "D24",
              "s3",
              "ACL, tags, retention",
              EVERYTHING,
              "",
              "s3:PutObjectAcl s3:PutObjectTagging s3:PutObjectRetention s3:PutBucketPolicy"
                  + " s3:BypassGovernanceRetention"),
          ServiceAttack.of(
              "D25",
              "s3",
              "another access point",
              ELSEWHERE,
              "arn:%s:s3:%s:%s:accesspoint/another/object/x",
              "s3:GetObject s3:PutObject"),
          ServiceAttack.of(
              "D26",
              "s3",
              "other credentials",
              EVERYTHING,
              "",
              "s3express:CreateSession s3:GetDataAccess"),
          ServiceAttack.of(
              "D27", "s3", "dots in a key", FOREIGN, "/../acme/x", "s3:GetObject s3:PutObject"));

  private static final List<ServiceAttack> ON_MESSAGES =
      List.of(
          ServiceAttack.of(
              "D30",
              "sqs",
              "foreign queue",
              ADDRESSED,
              "",
              "sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility"),
          ServiceAttack.of(
              "D30",
              "sqs",
              "redirected queue",
              EVERYTHING,
              "",
              "sqs:SetQueueAttributes sqs:AddPermission sqs:StartMessageMoveTask"),
          ServiceAttack.of("D31", "sns", "foreign topic", ADDRESSED, "", "sns:Publish"),
          ServiceAttack.of("D31", "sns", "phone number", ELSEWHERE, "*", "sns:Publish"),
          ServiceAttack.of(
              "D31",
              "sns",
              "foreign subscription",
              EVERYTHING,
              "",
              "sns:Subscribe sns:SetTopicAttributes"),
          ServiceAttack.of("D32", "events", "mixed sources", ADDRESSED, "", "events:PutEvents"),
          ServiceAttack.of(
              "D32",
              "events",
              "default bus",
              ELSEWHERE,
              "arn:%s:events:%s:%s:event-bus/default",
              "events:PutEvents"),
          ServiceAttack.of(
              "D32", "events", "targets", EVERYTHING, "", "events:PutTargets events:PutRule"),
          ServiceAttack.of(
              "D41",
              "kinesis",
              "foreign stream",
              ADDRESSED,
              "",
              "kinesis:GetRecords kinesis:GetShardIterator kinesis:PutRecord kinesis:PutRecords"),
          ServiceAttack.of(
              "D41",
              "kinesis",
              "consumer",
              EVERYTHING,
              "",
              "kinesis:RegisterStreamConsumer kinesis:SubscribeToShard"));

  private static final List<ServiceAttack> ON_SECRETS =
      List.of(
          ServiceAttack.of(
              "D33",
              "secretsmanager",
              "foreign secret",
              ADDRESSED,
              "",
              "secretsmanager:GetSecretValue secretsmanager:DescribeSecret"),
          ServiceAttack.of(
              "D33",
              "secretsmanager",
              "lists, batches, tags",
              EVERYTHING,
              "",
              "secretsmanager:ListSecrets secretsmanager:BatchGetSecretValue"
                  + " secretsmanager:TagResource secretsmanager:ReplicateSecretToRegions"),
          ServiceAttack.of(
              "D34",
              "ssm",
              "foreign parameter or path",
              ADDRESSED,
              "",
              "ssm:GetParameter ssm:GetParameters ssm:GetParameterHistory"
                  + " ssm:GetParametersByPath"),
          ServiceAttack.of(
              "D34",
              "ssm",
              "labels and lists",
              EVERYTHING,
              "",
              "ssm:LabelParameterVersion ssm:DescribeParameters"),
          ServiceAttack.of(
              "D35",
              "kms",
              "foreign context, or none",
              ADDRESSED,
              "",
              "kms:Encrypt kms:Decrypt kms:GenerateDataKey"),
          ServiceAttack.of(
              "D35",
              "kms",
              "operations without context",
              EVERYTHING,
              "",
              "kms:GenerateMac kms:Sign kms:CreateGrant kms:ReEncryptFrom kms:ReEncryptTo"));

  private static final List<ServiceAttack> ON_OTHERS =
      List.of(
          ServiceAttack.of(
              "D36",
              "cognito-idp",
              "foreign or shared pool",
              ADDRESSED,
              "",
              "cognito-idp:AdminGetUser cognito-idp:ListUsers cognito-idp:AdminCreateUser"),
          ServiceAttack.of(
              "D36",
              "cognito-idp",
              "the attribute that tells the tenant",
              EVERYTHING,
              "",
              "cognito-idp:AdminUpdateUserAttributes cognito-idp:TagResource"),
          ServiceAttack.of(
              "D37",
              "ses",
              "foreign tenant name, template or configuration",
              ADDRESSED,
              "",
              "ses:SendEmail ses:SendBulkEmail"),
          ServiceAttack.of(
              "D37",
              "ses",
              "version 1 and SMTP",
              EVERYTHING,
              "",
              "ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail"),
          ServiceAttack.of(
              "D38", "lambda", "foreign function", ADDRESSED, "", "lambda:InvokeFunction"),
          ServiceAttack.of(
              "D38",
              "lambda",
              "address and old API of a function",
              EVERYTHING,
              "",
              "lambda:InvokeFunctionUrl lambda:InvokeAsync"),
          ServiceAttack.of(
              "D39", "execute-api", "foreign route", ADDRESSED, "", "execute-api:Invoke"),
          ServiceAttack.of(
              "D39", "execute-api", "connections", EVERYTHING, "", "execute-api:ManageConnections"),
          ServiceAttack.of(
              "D40",
              "es",
              "foreign domain",
              ADDRESSED,
              "",
              "es:ESHttpGet es:ESHttpPost es:ESHttpPut es:ESHttpDelete es:ESHttpHead"),
          ServiceAttack.of("D42", "rds-db", "foreign user", ADDRESSED, "", "rds-db:connect"),
          ServiceAttack.of(
              "D43",
              "bedrock",
              "foreign profile",
              ADDRESSED,
              "",
              "bedrock:InvokeModel bedrock:InvokeModelWithResponseStream"),
          ServiceAttack.of(
              "D43",
              "bedrock",
              "knowledge bases and agents",
              EVERYTHING,
              "",
              "bedrock:Retrieve bedrock:RetrieveAndGenerate bedrock:InvokeAgent"
                  + " bedrock:InvokeInlineAgent"),
          ServiceAttack.of(
              "D44",
              "s3vectors",
              "foreign index",
              ADDRESSED,
              "",
              "s3vectors:QueryVectors s3vectors:GetVectors s3vectors:PutVectors"
                  + " s3vectors:DeleteVectors"));

  private ServiceAttacks() {}

  static List<Attack> on(IsolationBlueprint blueprint, Intruder attacker, TenantId victim) {
    return Stream.of(ON_TABLES, ON_OBJECTS, ON_MESSAGES, ON_SECRETS, ON_OTHERS)
        .flatMap(List::stream)
        .filter(attack -> attack.concerns(blueprint))
        .map(
            attack ->
                new Attack(
                    attack.id(),
                    attack.service() + ": " + attack.title(),
                    () -> attack.attempt(blueprint, attacker, victim)))
        .toList();
  }
}
