/**
 * Answers that tell what went wrong as RFC 9457 problem documents, and nothing about another
 * tenant.
 */
@NullMarked
package io.leasehold.tenancy.problem;

import org.jspecify.annotations.NullMarked;
