/**
 * The ports of the account pool for AWS, on Organizations, STS, IAM, S3 and DynamoDB. {@link
 * io.leasehold.provisioning.account.aws.AwsPorts} puts them together.
 *
 * <p>What a learner may do is what the cleaner can undo: the permissions boundary allows the
 * services that {@link io.leasehold.provisioning.account.aws.ResourceCleaner} empties and no other.
 */
@NullMarked
package io.leasehold.provisioning.account.aws;

import org.jspecify.annotations.NullMarked;
