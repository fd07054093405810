/** The database of the demo: a real PostgreSQL, started from its own binaries. */
@NullMarked
package io.leasehold.labs.demo.database;

import org.jspecify.annotations.NullMarked;
