/* SPDX-License-Identifier: Apache-2.0 */
/** Names that people write: options, settings, parameters. */
package io.hop444.schemas.names;
