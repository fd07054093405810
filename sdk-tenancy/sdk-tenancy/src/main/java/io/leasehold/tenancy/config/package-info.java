/**
 * Configuration of a tenant: what holds for all, then for its tier, then for itself; with secrets
 * by reference.
 */
@NullMarked
package io.leasehold.tenancy.config;

import org.jspecify.annotations.NullMarked;
