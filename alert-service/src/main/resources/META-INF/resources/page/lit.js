// SPDX-License-Identifier: Apache-2.0
// The one place that names the library's version. Absolute addresses instead of an import map: a map
// would have to be inline, and the content security policy allows nothing inline.
export { html, svg, render, nothing } from "/webjars/lit-html/3.3.2/lit-html.js";
export { guard } from "/webjars/lit-html/3.3.2/directives/guard.js";
export { repeat } from "/webjars/lit-html/3.3.2/directives/repeat.js";
export { live } from "/webjars/lit-html/3.3.2/directives/live.js";
