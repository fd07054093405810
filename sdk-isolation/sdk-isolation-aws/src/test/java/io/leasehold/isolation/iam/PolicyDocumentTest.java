package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies are written with single quotes here. */
class PolicyDocumentTest {

  private static PolicyDocument parse(String singleQuoted) {
    return PolicyDocument.parse(singleQuoted.replace('\'', '"'));
  }

  private static String statement(String elements) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow'," + elements + "}}";
  }

  private static String condition(String block) {
    return statement("'Action':'s3:GetObject','Resource':'*','Condition':" + block);
  }

  private static void assertRefused(String policy) {
    assertThatThrownBy(() -> parse(policy)).isInstanceOf(PolicySyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "[]",
        "''",
        "{'Version':'2012-10-17'}",
        "{'Version':'2012-10-17','Statement':[]}",
        "{'Version':'2012-10-17','Statement':null}",
        "{'Version':'2012-10-17','Statement':[{}]}"
      })
  @Tag("attack-C01")
  void an_empty_policy_is_no_policy(String policy) {
    assertRefused(policy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action':'s3:GetObject','Resource':'*','Conditions':{}",
        "'action':'s3:GetObject','Resource':'*'",
        "'Action':'s3:GetObject'",
        "'Resource':'*'",
        "'Action':'s3:GetObject','NotAction':'s3:PutObject','Resource':'*'",
        "'Action':'s3:GetObject','Resource':'*','NotResource':'*'",
        "'Action':'s3:GetObject','Resource':'*','Sid':7",
        "'Action':'s3','Resource':'*'",
        "'Action':'s*:Get','Resource':'*'",
        "'Action':'s3:Get Object','Resource':'*'",
        "'Action':'s3:GetObject','Resource':'arn:aws:s3:bucket'",
        "'Action':'s3:GetObject','Resource':'arn:aws:*:::b'",
        "'Action':'s3:GetObject','Resource':'arn:*:s3:::b'",
        "'Action':'s3:GetObject','Resource':'arn:aws:s3:::'",
        "'Action':'s3:GetObject','Resource':'arn:aws:s3:${aws:RequestedRegion}::b'",
        "'Action':'s3:GetObject','Resource':'b/*'",
        "'Action':'s3:GetObject','Resource':{'a':'b'}",
        "'Action':'s3:GetObject','Resource':'*','NotPrincipal':{'AWS':'111111111111'}",
        "'Action':'s3:GetObject','Resource':'*','Principal':{'AWS':'arn:aws:iam::111111111111:role/*'}",
        "'Action':'s3:GetObject','Resource':'*','Principal':{'Aws':'*'}",
        "'Action':'s3:GetObject','Resource':'*','Principal':'111111111111'",
      })
  void an_element_that_is_not_understood_is_refused(String elements) {
    assertRefused(statement(elements));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action':[],'Resource':'*'",
        "'Action':'s3:GetObject','Resource':[]",
        "'Action':'s3:GetObject','Resource':'*','Condition':{}",
        "'Action':'s3:GetObject','Resource':'*','Condition':{'StringEquals':{}}",
        "'Action':'s3:GetObject','Resource':'*','Condition':{'StringEquals':{'s3:prefix':[]}}",
        "'Action':'s3:GetObject','Resource':'*','Principal':{}",
        "'Action':'s3:GetObject','Resource':'*','Principal':{'AWS':[]}",
      })
  @Tag("attack-B14")
  void an_empty_list_is_refused(String elements) {
    assertRefused(statement(elements));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Version':'2012-10-17','Version':'2008-10-17','Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Deny','Effect':'Allow','Action':'*','Resource':'*'}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'a:b':'c'},'StringEquals':{'a:d':'e'}}}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'a:b':'c','a:b':'d'}}}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'a:b':'c','A:B':'d'}}}}",
      })
  @Tag("attack-B13")
  void a_key_that_replaces_an_earlier_one_is_refused(String policy) {
    assertRefused(policy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'StringEqual':{'s3:prefix':'a'}}",
        "{'stringEquals':{'s3:prefix':'a'}}",
        "{'StringEqualsIfExist':{'s3:prefix':'a'}}",
        "{'IfExists':{'s3:prefix':'a'}}",
        "{'NullIfExists':{'s3:prefix':'true'}}",
        "{'ForAllValues:Null':{'s3:prefix':'true'}}",
        "{'ForAllValues:ForAnyValue:StringEquals':{'s3:prefix':'a'}}",
        "{'ForSomeValues:StringEquals':{'s3:prefix':'a'}}",
        "{'':{'s3:prefix':'a'}}",
        "{'Null':{'s3:prefix':'maybe'}}",
        "{'Bool':{'aws:SecureTransport':'yes'}}",
        "{'NumericEquals':{'s3:max-keys':'ten'}}",
        "{'NumericEquals':{'s3:max-keys':'NaN'}}",
        "{'NumericEquals':{'s3:max-keys':'${aws:username}'}}",
        "{'DateLessThan':{'aws:CurrentTime':'tomorrow'}}",
        "{'IpAddress':{'aws:SourceIp':'localhost'}}",
        "{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}",
        "{'IpAddress':{'aws:SourceIp':'10.0.0.256'}}",
        "{'IpAddress':{'aws:SourceIp':'10.0.0'}}",
        "{'BinaryEquals':{'a:b':'not base 64'}}",
        "{'ArnLike':{'aws:SourceArn':'*'}}",
        "{'StringEquals':{'s3:prefix':null}}",
        "{'StringEquals':{'s3:prefix':{'a':'b'}}}",
        "{'StringEquals':'s3:prefix'}",
      })
  void an_operator_or_value_that_is_not_understood_is_refused(String block) {
    assertRefused(condition(block));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb: LeadingKeys", "LeadingKeys", "", "a:", "aws:${aws:username}"})
  @Tag("attack-B06")
  void a_misspelt_condition_key_is_refused(String key) {
    assertRefused(condition("{'StringEquals':{'" + key + "':'a'}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:username",
        "${}",
        "${aws}",
        "${ }",
        "${**}",
        "${aws:PrincipalTag/x, *}",
        "${aws:PrincipalTag/x, '*'}",
        "${aws:PrincipalTag/x, '?'}",
        "${aws:PrincipalTag/x, '${aws:username}'}"
      })
  void a_malformed_variable_is_refused(String variable) {
    assertRefused(condition("{\"StringLike\":{\"s3:prefix\":\"" + variable + "\"}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2012-10-18", "2012", ""})
  @Tag("attack-B07")
  void an_unknown_version_is_refused(String version) {
    assertRefused(
        "{'Version':'" + version + "','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0430cme", "\\u0430cme", "\u0130", "\u0000", "\\u0000"})
  @Tag("attack-A16")
  void characters_that_iam_does_not_take_are_refused_also_when_escaped(String text) {
    assertRefused(condition("{'StringEquals':{'s3:prefix':'" + text + "'}}"));
  }

  @Test
  void two_statements_do_not_share_a_sid() {
    String one = "{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'}";
    assertRefused("{'Version':'2012-10-17','Statement':[" + one + "," + one + "]}");
  }

  @Test
  void nothing_follows_the_policy() {
    assertRefused(statement("'Action':'*','Resource':'*'") + "{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}",
        "{'Version':'2008-10-17','Id':'x','Statement':[{'Effect':'Allow','NotAction':['iam:*','s3:Get?bject'],'NotResource':'arn:aws:s3:::b/*'}]}",
        "{'Version':'2012-10-17','Statement':[{'Sid':'Trust','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:root','Service':['ec2.amazonaws.com']},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x'}}}]}",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Deny','NotPrincipal':{'AWS':['arn:aws:iam::111111111111:root']},'Action':'s3:*','Resource':'arn:aws:s3:::b'}]}",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/${aws:PrincipalTag/t}/*','Condition':{'Bool':{'aws:SecureTransport':true},'NumericLessThanEquals':{'s3:max-keys':10},'Null':{'s3:prefix':false}}}]}",
      })
  void what_aws_documents_is_read(String policy) {
    assertThatCode(() -> parse(policy)).doesNotThrowAnyException();
  }

  @Test
  void a_policy_has_to_suit_its_place() {
    PolicyDocument identity = parse(statement("'Action':'*','Resource':'*'"));
    PolicyDocument trust = parse(statement("'Principal':'*','Action':'sts:AssumeRole'"));

    assertThatThrownBy(() -> PolicyStack.builder().identity(trust).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyStack.builder().session(trust).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyStack.builder().resource(identity).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyStack.builder().resource(trust).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
