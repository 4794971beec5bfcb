// SPDX-License-Identifier: Apache-2.0
// Plain words for deliveries and targets.
import { EVENTS, spoken } from "../words.js";

export const DELIVERY_STATES = {
  PENDING: { word: "Waiting", mark: "◔", kind: "acknowledged" },
  DELIVERED: { word: "Delivered", mark: "✓", kind: "resolved" },
  SUPERSEDED: { word: "Replaced", mark: "»", kind: "quiet", why: "a newer update went out instead" },
  GIVEN_UP: { word: "Given up", mark: "✕", kind: "open" },
};

export const deliveryState = (name) => DELIVERY_STATES[name] ?? { word: spoken(name), mark: "?", kind: "quiet" };

const REASONS = {
  DELIVERED: "taken",
  RATE_LIMITED: "it asks for a slower pace (429)",
  GONE: "it wants no more (410)",
  REDIRECTED: "it answers with a redirect; correct its address",
  REFUSED: "it refuses the message",
  SERVER_ERROR: "it failed itself",
  TIMED_OUT: "no whole answer in time",
  UNREACHABLE: "no connection, or it broke",
  TLS_FAILED: "TLS failed, or its certificate is not trusted",
  ADDRESS_BLOCKED: "its name leads to an address that it may not have",
};

export const reasonOf = (name) => (name == null ? "" : (REASONS[name] ?? spoken(name).toLowerCase()));

const TARGET_KINDS = {
  WEBHOOK: "Webhook",
  PAGERDUTY: "PagerDuty",
  SERVICENOW: "ServiceNow",
  JIRA: "Jira Service Management",
  ALERTMANAGER: "Alertmanager webhook",
  TEAMS: "Microsoft Teams",
  SLACK: "Slack",
  EMAIL: "E-mail",
};

export const targetKind = (name) => TARGET_KINDS[name] ?? spoken(name);

export const NOTICE_KINDS = {
  REPEAT: "reminder",
  ESCALATION: "escalation",
  UNMUTED: "no longer silenced",
  DRILL: "drill",
  TEST: "test",
};

const OTHERS = {
  "group.opened": "Group opened",
  "group.updated": "Group updated",
  "group.resolved": "Group resolved",
  "finding.reported": "Finding",
  "watch.quiet": "Gone quiet",
  "watch.alive": "Back",
  "drill.opened": "Drill begins",
  "drill.resolved": "Drill ends",
  "test.opened": "Test begins",
  "test.resolved": "Test ends",
};

export const eventOf = (type) => EVENTS[type] ?? OTHERS[type] ?? type;
