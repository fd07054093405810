package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * A request that the kit wants to be made.
 *
 * @param caller on whose behalf: sign it, or choose the host, accordingly
 * @param method such as {@code GET}
 * @param path from the root, with its query, escaped
 * @param body JSON, or null if there is none
 */
public record RestCall(Tenant caller, String method, String path, @Nullable String body) {}
