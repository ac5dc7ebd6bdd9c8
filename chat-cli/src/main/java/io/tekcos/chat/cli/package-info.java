/**
 * The command line: parse, call chat-core, print. A class a verb; {@link io.tekcos.chat.cli.Output} says what happens in one
 * of two forms, and {@link io.tekcos.chat.cli.Failure} is the one place that knows what a failure is called and exits with.
 */
@NullMarked
package io.tekcos.chat.cli;

import org.jspecify.annotations.NullMarked;
