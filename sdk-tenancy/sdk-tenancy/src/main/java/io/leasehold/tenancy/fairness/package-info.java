/**
 * One tenant's flood is that tenant's problem: rates, quotas and simultaneous requests by tier, on
 * one node or shared by many, and a queue that serves tenants in turn.
 */
@NullMarked
package io.leasehold.tenancy.fairness;

import org.jspecify.annotations.NullMarked;
