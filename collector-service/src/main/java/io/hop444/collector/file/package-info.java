/**
 * Following files that grow: {@link io.hop444.collector.file.EstateTailer} reads them in rounds, a
 * checkpoint moves only over what Kafka has acknowledged. Rotation, renaming, truncation,
 * replacement and deletion are recognised by identity and by a fingerprint of the bytes last read,
 * never by a file's first bytes. Not here: Kafka ({@code kafka}).
 */
package io.hop444.collector.file;
