/** Not API: the SQL of the pool and the steps of its plans. Changes without notice. */
@NullMarked
package io.leasehold.provisioning.account.internal;

import org.jspecify.annotations.NullMarked;
