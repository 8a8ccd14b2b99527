import { type ComponentType, lazy } from "react";
import type { Words } from "./words/words.tsx";

/** What the pages are for, in the order of the navigation. */
export const groups = ["clinic", "pumps", "infusions", "review", "about"] as const;

export interface Page {
  /** As it stands in the address. */
  readonly id: string;
  readonly group: (typeof groups)[number];
  readonly title: keyof Words;
  readonly Content: ComponentType<{ readonly of: string }>;
  /** True where the page itself is what is printed from it, not the plan's sheet. */
  readonly printsItself?: true;
  /** True where nothing belongs to a patient's record: the header names nobody and nothing is saved. */
  readonly outsideRecords?: true;
  /** True where the page names its own patients: the plan on the table and whom it is for are not shown above it. */
  readonly ofPatients?: true;
  /** True where the page is reached from another one, and stands in no navigation. */
  readonly reached?: true;
  /** Where people sign in: shown only to this role. */
  readonly role?: "administrator";
  /** Also for the one person at this machine, where nobody signs in. */
  readonly alone?: true;
}

/** One line a page: it appears in the navigation under its group, in this order. */
export const pages: readonly Page[] = [
  { id: "cases", group: "pumps", title: "cases", Content: lazy(() => import("./cases/cases-page.tsx")) },
  {
    id: "patients",
    group: "clinic",
    title: "patients",
    Content: lazy(() => import("./patients/patients-page.tsx")),
    printsItself: true,
    ofPatients: true,
  },
  {
    id: "patient",
    group: "clinic",
    title: "patient",
    Content: lazy(() => import("./patients/patient-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "merge",
    group: "clinic",
    title: "mergeRecords",
    Content: lazy(() => import("./merge/merge-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "visit",
    group: "clinic",
    title: "visit",
    Content: lazy(() => import("./visit/visit-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "visit-sheet",
    group: "clinic",
    title: "visitSheet",
    Content: lazy(() => import("./visit/sheet-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "bolus-log",
    group: "clinic",
    title: "bolusLog",
    Content: lazy(() => import("./boluslog/boluslog-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "travel",
    group: "clinic",
    title: "travel",
    Content: lazy(() => import("./travel/travel-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "session",
    group: "clinic",
    title: "session",
    Content: lazy(() => import("./session/session-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  {
    id: "session-sheet",
    group: "clinic",
    title: "sessionSheet",
    Content: lazy(() => import("./session/sheet-page.tsx")),
    printsItself: true,
    ofPatients: true,
    reached: true,
  },
  { id: "plan", group: "pumps", title: "plan", Content: lazy(() => import("./plan/plan-page.tsx")) },
  { id: "sheet", group: "pumps", title: "sheet", Content: lazy(() => import("./sheet/sheet-page.tsx")) },
  {
    id: "canal",
    group: "pumps",
    title: "canal",
    Content: lazy(() => import("./canal/canal-page.tsx")),
    printsItself: true,
  },
  {
    id: "ketamine",
    group: "infusions",
    title: "ketamine",
    Content: lazy(() => import("./ketamine/ketamine-page.tsx")),
  },
  {
    id: "ketamine-sheet",
    group: "infusions",
    title: "ketamineSheet",
    Content: lazy(() => import("./ketamine/sheet-page.tsx")),
  },
  {
    id: "drylist",
    group: "clinic",
    title: "drylist",
    Content: lazy(() => import("./drylist/drylist-page.tsx")),
    printsItself: true,
  },
  {
    id: "simulation",
    group: "infusions",
    title: "simulation",
    Content: lazy(() => import("./simulation/simulation-page.tsx")),
    printsItself: true,
    outsideRecords: true,
  },
  {
    id: "emergency",
    group: "clinic",
    title: "emergency",
    Content: lazy(() => import("./emergency/emergency-page.tsx")),
    printsItself: true,
  },
  {
    id: "around",
    group: "clinic",
    title: "around",
    Content: lazy(() => import("./around/around-page.tsx")),
    printsItself: true,
  },
  { id: "joint", group: "review", title: "joint", Content: lazy(() => import("./joint/joint-page.tsx")) },
  {
    id: "evidence",
    group: "review",
    title: "evidence",
    Content: lazy(() => import("./evidence/evidence-page.tsx")),
    printsItself: true,
  },
  {
    id: "receipts",
    group: "about",
    title: "receipts",
    Content: lazy(() => import("./receipts/receipts-page.tsx")),
  },
  { id: "about", group: "about", title: "about", Content: lazy(() => import("./about-page.tsx")) },
];

/** Pages that belong to a clinic's own server. */
export const clinicPages: readonly Page[] = [
  {
    id: "people",
    group: "about",
    title: "people",
    Content: lazy(() => import("./people/people-page.tsx")),
    printsItself: true,
    outsideRecords: true,
    role: "administrator",
  },
  {
    id: "notices",
    group: "about",
    title: "noticesTitle",
    Content: lazy(() => import("./notices/notices-page.tsx")),
    outsideRecords: true,
    printsItself: true,
    role: "administrator",
    alone: true,
  },
  {
    id: "audit",
    group: "about",
    title: "audit",
    Content: lazy(() => import("./people/audit-page.tsx")),
    printsItself: true,
    outsideRecords: true,
    role: "administrator",
  },
  {
    id: "account",
    group: "about",
    title: "account",
    Content: lazy(() => import("./people/account-page.tsx")),
    printsItself: true,
    outsideRecords: true,
  },
];
