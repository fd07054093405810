package io.leasehold.isolation.testkit.data;

import java.util.Map;

/**
 * A row.
 *
 * @param table where it is
 * @param values what is in it, by column; without those that are null
 */
record Row(TenantTable table, Map<String, Object> values) {}
