package io.leasehold.localaws.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** JSON trees. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Of a member that comes twice, nobody knows which one another parser would take.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An array of the values, each turned into a node. */
  public static <T> ArrayNode array(List<T> values, Function<T, ? extends JsonNode> toNode) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(value -> array.add(toNode.apply(value)));
    return array;
  }

  /** An array of texts. */
  public static ArrayNode texts(List<String> values) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  /** An instant as seconds since 1970, the form of the JSON protocols. */
  public static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  /**
   * Reads an object.
   *
   * @throws AwsException SerializationException if the text is not a JSON object
   */
  public static ObjectNode read(String text) {
    try {
      if (MAPPER.readTree(text.isEmpty() ? "{}" : text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // falls through: the answer is the same
    }
    throw AwsException.badRequest("SerializationException", "the body is not a JSON object");
  }

  /** Writes a tree. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
