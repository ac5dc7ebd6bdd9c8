/**
 * The vocabulary every other package shares: paths, messages, receipts, causes, limits and errors. It depends on
 * {@code java.base} alone and does no work of its own.
 */
@NullMarked
package io.tekcos.chat.model;

import org.jspecify.annotations.NullMarked;
