package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A value in an expression, once there is an item. */
@FunctionalInterface
interface Operand {

  /** The value, null if the item has none. */
  @Nullable JsonNode of(ObjectNode item);

  /** A path, a {@code :value} or {@code size(path)}. */
  static Operand parse(Tokens tokens, Placeholders placeholders) {
    if (tokens.peek().startsWith(":")) {
      JsonNode value = placeholders.value(tokens.next());
      return item -> value;
    }
    if (tokens.seesCall("size")) {
      tokens.next();
      tokens.expect("(");
      DocumentPath path = DocumentPath.parse(tokens, placeholders);
      tokens.expect(")");
      return item -> {
        JsonNode value = path.find(item);
        return value == null ? null : Attributes.number(BigDecimal.valueOf(Attributes.size(value)));
      };
    }
    return DocumentPath.parse(tokens, placeholders)::find;
  }
}
