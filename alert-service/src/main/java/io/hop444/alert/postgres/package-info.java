/**
 * The tables: SQL, row mappers, transactions, migration and partitions. Decisions are made in the
 * domain; nothing here sends, and no SQL is put together from input.
 */
package io.hop444.alert.postgres;
