/** What the tests of the running product share: the environment, an HTTP client, and waiting. */
package io.leasehold.labs.it.support;
