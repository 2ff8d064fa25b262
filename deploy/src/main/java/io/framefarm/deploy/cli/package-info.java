/** The command line {@code farm}: one class per command, the terminal, and the exit codes. */
@NullMarked
package io.framefarm.deploy.cli;

import org.jspecify.annotations.NullMarked;
