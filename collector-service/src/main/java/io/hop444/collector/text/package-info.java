/**
 * Bytes to characters and times: the encodings of Windows logs and their ways to write a time.
 * Nothing here knows what a column means.
 */
package io.hop444.collector.text;
