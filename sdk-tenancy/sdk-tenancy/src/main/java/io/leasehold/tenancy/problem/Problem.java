package io.leasehold.tenancy.problem;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A problem document (RFC 9457). Immutable.
 *
 * @param status the HTTP status code
 * @param type a URI that identifies the kind of problem
 * @param title the kind of problem in a few words
 * @param code our stable code, for instance {@code LH-TEN-104}
 * @param detail what happened and the way out; never another tenant's data
 */
public record Problem(int status, String type, String title, String code, String detail) {

  /** The media type of the document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the status is no HTTP error
   */
  public Problem {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("a problem has a status of 400 to 599, not " + status);
    }
  }

  /** A problem whose type is derived from its code: {@code urn:leasehold:problem:lh-ten-104}. */
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(
        status, "urn:leasehold:problem:" + code.toLowerCase(Locale.ROOT), title, code, detail);
  }

  /** The document as JSON, its members always in the same order. */
  public String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type);
    members.put("title", title);
    members.put("status", status);
    members.put("code", code);
    members.put("detail", detail);
    return JSONObjectUtils.toJSONString(members);
  }
}
