package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Reads an order, or fails as JSON readers fail. */
@Provider
public class TestOrderReader implements MessageBodyReader<TestOrderReader.Order> {

  /** Something that is sent. */
  public record Order(String lab) {}

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type == Order.class;
  }

  @Override
  public Order readFrom(
      Class<Order> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    if (text.isBlank()) {
      throw new ProcessingException("unexpected end in com.secret.Parser");
    }
    return new Order(text);
  }
}
