package io.leasehold.isolation.hibernate.internal.loading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.query.spi.Limit;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.jspecify.annotations.Nullable;

/**
 * A query as Hibernate parsed it, and what else decides on its SQL. Hibernate keeps one for each
 * text, so that the same text is the same object; what is compared is the object, because trees
 * that look alike may differ.
 *
 * @param given of each value its type, and its digits if it is a number with many
 */
record KeptQuery(
    SqmSelectStatement<?> parsed, Page page, Page asked, boolean scrolled, List<Object> given) {

  static KeptQuery of(
      SqmSelectStatement<?> parsed, QueryOptions options, QueryParameterBindings bindings) {
    List<Object> given = new ArrayList<>();
    bindings.visitBindings((parameter, binding) -> given.add(given(binding)));
    return new KeptQuery(
        parsed,
        Page.of(options.getLimit()),
        Page.of(options.peekOriginalLimit()),
        options.isScrollExecution(),
        given);
  }

  // A page of a query that fetches a collection is another tree; its numbers are values.
  private record Page(boolean first, boolean most) {

    static Page of(@Nullable Limit limit) {
      return limit == null
          ? new Page(false, false)
          : new Page(limit.getFirstRow() != null, limit.getMaxRows() != null);
    }
  }

  @SuppressWarnings("deprecation") // So long as it decides, it counts.
  private static Object given(QueryParameterBinding<?> binding) {
    return Arrays.asList(
        binding.getBindType(), binding.getExplicitTemporalPrecision(), digits(binding));
  }

  // They become part of a cast.
  private static @Nullable Object digits(QueryParameterBinding<?> binding) {
    Object value = binding.isMultiValued() ? null : binding.getBindValue();
    if (value instanceof BigDecimal number) {
      return List.of(number.precision(), number.scale());
    }
    return value instanceof BigInteger number ? number.abs().toString().length() : null;
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(Object other) {
    return other instanceof KeptQuery query
        && query.parsed == parsed
        && query.page.equals(page)
        && query.asked.equals(asked)
        && query.scrolled == scrolled
        && query.given.equals(given);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(parsed) + given.hashCode();
  }
}
