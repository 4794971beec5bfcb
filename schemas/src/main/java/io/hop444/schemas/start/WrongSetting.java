/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.start;

/** Marks failures that say that a setting is wrong, whatever their message starts with. */
public interface WrongSetting {}
