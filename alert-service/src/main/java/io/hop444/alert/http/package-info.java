/**
 * The API below {@code /api/v1}: reads parameters, asks the tables, answers JSON; problems as RFC
 * 9457. No SQL and no decisions here. The live feed has its own package.
 */
package io.hop444.alert.http;
