package io.tekcos.chat.source;

import io.tekcos.chat.wire.Bytes32;

/**
 * A chunk that was read.
 *
 * @param length how many bytes; {@link io.tekcos.chat.wire.Chunk#MAX_BYTES}, fewer for the last
 * @param digest the SHA-256 of its bytes
 */
public record SourceChunk(int length, Bytes32 digest) {}
