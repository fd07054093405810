package io.leasehold.isolation.aws.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leasehold.isolation.proof.PolicyTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The session tag that tells whose session it is, where a policy is the same for all tenants. */
final class TenantTag {

  /** Its key. STS compares keys without regard to case, so there is one of it at most. */
  static final String KEY = "tenant";

  /** Stands for its value in a policy. */
  static final String VARIABLE = "${aws:PrincipalTag/" + KEY + "}";

  private TenantTag() {}

  /** The policy with the variable where the hole is. */
  static String text(PolicyTemplate template) {
    return template.json().replace(PolicyTemplate.HOLE, VARIABLE);
  }

  /**
   * The template that such a policy is, to be proved: AWS puts the value of the tag where the
   * variable is, literally, and the value is the id of a tenant.
   */
  static PolicyTemplate template(String text) {
    return new PolicyTemplate(text.replace(VARIABLE, PolicyTemplate.HOLE));
  }

  /** Lets one caller open sessions with the tag and no other. */
  static String trust(String platform, @Nullable String externalId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Version", "2012-10-17");
      json.writeObjectFieldStart("Statement");
      json.writeStringField("Effect", "Allow");
      write(json, "Principal", "AWS", platform);
      json.writeArrayFieldStart("Action");
      json.writeString("sts:AssumeRole");
      json.writeString("sts:TagSession");
      json.writeEndArray();
      json.writeObjectFieldStart("Condition");
      if (externalId != null) {
        write(json, "StringEquals", "sts:ExternalId", externalId);
      }
      write(json, "StringLike", "aws:RequestTag/" + KEY, "?*");
      write(json, "ForAllValues:StringEquals", "aws:TagKeys", KEY);
      write(json, "Null", "aws:TagKeys", "false");
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String object, String field, String value)
      throws IOException {
    json.writeObjectFieldStart(object);
    json.writeStringField(field, value);
    json.writeEndObject();
  }
}
