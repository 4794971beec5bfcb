/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a receiver is told, whatever its kind: cause, impact, evidence, fix and link, under one key
 * from the trigger to the end. The packages named after products write it as each wants it.
 */
package io.hop444.alert.notice;
