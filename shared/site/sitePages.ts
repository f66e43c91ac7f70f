import type { Guide } from '../kit/guide.ts';
import type { QuestionCategory } from '../kit/kit.ts';
import type { RoleNumbers, Slug } from '../protocol/siteRoutes.ts';

/** What the server gives to the code that draws a public page. Nothing in it is secret: all of it may be printed. */
export type SitePage = { site: SiteContext } & PageContent;

export type PageContent =
  | HomePage
  | CataloguePage
  | RolePage
  | LinkPage
  | DailyMessagePage
  | NotFoundPage
  | TroublePage;

/** What is the same for every page of a server. */
export interface SiteContext {
  /** Of every absolute address, such as `https://example.org`. */
  origin: string;
  /** Whether there is a public side; without it a page shows no way to one. */
  open: boolean;
  /** Whether strangers can practice on this server. */
  practices: boolean;
  assets: SiteAssets;
}

/** Addresses of built files. */
export interface SiteAssets {
  style: string;
  /** Runs before anything is drawn. */
  early: string;
  /** Runs when the page is there. */
  islands: string;
  font: string;
}

/** A role wherever it is one of several. */
export interface SiteRole {
  slug: Slug;
  role: string;
  level: string;
  /** BCP 47. */
  locale: string;
  /** Questions of the guide. */
  guideQuestions: number;
  /** Questions of a whole interview, and how long it takes. */
  interviewQuestions: number;
  minutes: number;
  /** Of the shortest practice. */
  practiceMinutes: number;
  numbers: RoleNumbers;
}

export interface FoundQuestion {
  /** Its address on the role's page. */
  id: string;
  title: string;
}

/** A role in the catalogue, with the questions that a search finds in it. */
export interface CatalogueRole extends SiteRole {
  questions: (FoundQuestion & {
    /** Whether the search of this page has found it. */
    found: boolean;
  })[];
  /** Whether the search of this page has found it, or there is no search. */
  found: boolean;
}

export interface HomePage {
  kind: 'home';
  roles: SiteRole[];
  /** There is no owner yet. */
  setupNeeded: boolean;
}

export interface CataloguePage {
  kind: 'catalogue';
  /** All roles: what a search has not found is there, but not in sight. */
  roles: CatalogueRole[];
  /** As it was typed; empty without a search. */
  query: string;
}

export interface RolePage {
  kind: 'role';
  role: SiteRole;
  guide: Guide;
  categories: QuestionCategory[];
  competencies: { name: string; description: string }[];
  related: SiteRole[];
  /** For staff, ahead of publishing or beside it; `published`: as it is, strangers see the same. */
  preview?: { published: boolean };
}

/** A form for a personal link. */
export interface LinkPage {
  kind: 'link';
  /** What was entered is no link of this server. */
  refused: boolean;
}

/** Where evaluators turn their daily message off, or on again, without signing in. */
export interface DailyMessagePage {
  kind: 'daily-message';
  /** `unknown`: the link is none of ours. */
  state: 'on' | 'off' | 'unknown';
}

export interface NotFoundPage {
  kind: 'not-found';
  /** `closed`: a role that was public under this address and is not any more. */
  reason: 'unknown-page' | 'unknown-role' | 'closed';
  near: SiteRole[];
}

/** Nothing can be shown at the moment. */
export interface TroublePage {
  kind: 'trouble';
  reason: 'unavailable' | 'too-many';
}
