package io.leasehold.provisioning.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The two JSON texts of the federation endpoint. */
final class SignInToken {

  private static final JsonFactory JSON = new JsonFactory();

  private SignInToken() {}

  static String session(Credentials credentials) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("sessionId", credentials.accessKeyId());
      json.writeStringField("sessionKey", credentials.secretAccessKey());
      json.writeStringField("sessionToken", credentials.sessionToken());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing into memory failed", e);
    }
    return text.toString();
  }

  static String read(String answer) {
    try (JsonParser json = JSON.createParser(answer)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME
            && "SigninToken".equals(json.currentName())
            && json.nextToken() == JsonToken.VALUE_STRING) {
          return json.getText();
        }
      }
    } catch (IOException e) {
      // The text may hold a secret, so neither it nor the parser's words go into the exception.
      throw new SignInUnavailableException("its answer is not JSON", null);
    }
    throw new SignInUnavailableException("its answer has no SigninToken", null);
  }
}
