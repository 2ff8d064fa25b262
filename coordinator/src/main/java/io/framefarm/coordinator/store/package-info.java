/** Where finished videos lie, and frames too large for a record: a folder, or a bucket of any S3-compatible store. */
@NullMarked
package io.framefarm.coordinator.store;

import org.jspecify.annotations.NullMarked;
