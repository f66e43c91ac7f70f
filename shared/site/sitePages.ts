import type { Guide, GuideQuestion, QuestionCategory } from '../kit/kit.ts';
import type { GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import type { OrganizationCard } from '../organization.ts';
import type { GuidePractice } from '../practice/practiceEdition.ts';
import type { RoleNumbers, Slug } from '../protocol/siteRoutes.ts';
import type { PasteProblem } from './personalLinks.ts';

/** Everything the server passes to the renderer of a public page. All of it is public. */
export type SitePage = { site: SiteContext } & PageContent;

export type PageContent =
  | HomePage
  | CatalogPage
  | RolePage
  | LinkPage
  | InfoPage
  | DailyMessagePage
  | NotFoundPage
  | TroublePage;

/** What a page of visitors shows before its scripts have loaded. */
export type PageShell = PracticeShell | JoinShell | BareShell;

export interface JoinShell {
  kind: 'join';
  organization: OrganizationCard;
}

export interface PracticeShell {
  kind: 'practice';
  organization: OrganizationCard;
  slug: Slug;
  role: string;
  /** True if pre-join opens without the form. */
  now: boolean;
}

/** A page that shows nothing before its scripts have loaded, except where scripts are turned off. */
export interface BareShell {
  kind: 'bare';
  organization: OrganizationCard;
  page: 'private' | 'report' | 'other';
}

/** `body` and `withoutScripts` are HTML. `title` and `body` are empty for a bare page. */
export interface RenderedShell {
  title: string;
  body: string;
  withoutScripts: string;
}

export interface SiteContext {
  /** The origin for absolute addresses, such as `https://example.org`. */
  origin: string;
  open: boolean;
  practices: boolean;
  organization: OrganizationCard;
  hasImprint: boolean;
  assets: SiteAssets;
}

export interface SiteAssets {
  style: string;
  /** Script that runs before the first paint. */
  early: string;
  /** Script that runs after the page is parsed. */
  islands: string;
  font: string;
}

export interface SiteRole {
  slug: Slug;
  role: string;
  level: string;
  /** BCP 47 language tag. */
  locale: string;
  /** Title of a short question of the guide; empty if there is none. */
  question: string;
  guideQuestions: number;
  /** Number of questions in a full interview, and its duration. */
  interviewQuestions: number;
  minutes: number;
  practiceMinutes: number;
  numbers: RoleNumbers;
}

/** Text in parts. Parts with `found` are words of the search. */
export type MarkedText = { text: string; found?: true }[];

export interface FoundQuestion extends Pick<SiteRole, 'slug' | 'role' | 'locale'> {
  /** The question's fragment on the role's page. */
  id: string;
  title: MarkedText;
  excerpt: MarkedText;
  practice?: GuidePractice;
}

/** Roles and questions are listed best first. */
export interface SearchResults {
  /** Roles whose name matches. */
  roles: SiteRole[];
  questions: FoundQuestion[];
  /** Number of results, including questions that aren't listed. */
  total: number;
  /** True when no result has all words of the search. */
  partial: boolean;
  /** True for the name of a job that has no guide. No questions are listed then. */
  noGuide: boolean;
  /** Similar searches, if nothing was found. */
  nearest: string[];
}

export interface HomePage {
  kind: 'home';
  roles: SiteRole[];
  /** True while there is no owner account. */
  setupNeeded: boolean;
  /** Question that a visitor can answer right away. Absent if no role is public. */
  question?: { role: Slug; questionId: QuestionId };
  /** Loop of the speaking recruiter. Absent until it is rendered. */
  loop?: { src: string; speechMs: number };
}

/** What the recruiter says on the home page. */
export const HOME_QUESTION = 'Please tell me about yourself.';

export const POSTER = '/recruiter.webp';

/** Size of the poster and of the loop in px. */
export const PORTRAIT = { width: 960, height: 720 } as const;

export interface CatalogPage {
  kind: 'catalog';
  roles: SiteRole[];
  /** The search as typed; empty if there is none. */
  query: string;
  /** Present if there is a search. */
  results?: SearchResults;
  /** Questions of every interview, for a job that has no guide. */
  opening?: OpeningQuestions;
}

export interface RolePage {
  kind: 'role';
  role: SiteRole;
  guide: ShownGuide;
  categories: QuestionCategory[];
  competencies: { name: string; description: string }[];
  /** What the sample report says. Absent if the guide has too few questions with notes. */
  sample?: { keep: SamplePoint; change: SamplePoint };
  related: SiteRole[];
  /** Questions that open interviews for every role. Only on other roles' pages, while their own is public. */
  opening?: OpeningQuestions;
  /** True for the version to print without scripts, in which all answers are open. */
  open?: true;
  /** Present in a preview for staff. `published`: visitors can see the same page. */
  preview?: { published: boolean };
}

/** A point of the sample report: texts of a guide question, whose notes say what a good answer has. */
export interface SamplePoint extends Pick<GuideQuestion, 'short' | 'coachNote' | 'commonMistake'> {
  title: string;
  /** Empty if there is none. */
  followUp: string;
  /** Name of the competency that the question is about. */
  competency: string;
}

interface ShownGuide extends Omit<Guide, 'questions'> {
  questions: ShownQuestion[];
}

export interface ShownQuestion extends Omit<GuideQuestion, 'practice' | 'mentions'> {
  /** Absent if the question can't be practiced. */
  practice?: GuidePractice;
}

export interface OpeningQuestions {
  slug: Slug;
  /** BCP 47 language tag. */
  locale: string;
  /** `id` is the question's fragment on the page `slug`. */
  questions: { id: GuideQuestionId; title: string; practice?: GuidePractice }[];
}

export interface LinkPage {
  kind: 'link';
  /** Present when the submitted text contains no link to this server. */
  problem?: PasteProblem;
}

export const INFO_PAGES = ['about', 'privacy', 'contact', 'help'] as const;
export type InfoPageName = (typeof INFO_PAGES)[number];

/** A page about the organization and this installation, at `/` and its name. */
export interface InfoPage {
  kind: 'info';
  name: InfoPageName;
  /** The organization's text; empty if there is none. */
  text: string;
  /** Only on the contact page. */
  imprint: string;
  /** Question that a visitor can answer right away. Only on the page about the site. */
  question?: HomePage['question'];
  /** Days until deletion. Absent if something is kept until a person deletes it. */
  kept: { recordings?: number; practicePages?: number };
}

/** The page where evaluators turn their daily message on or off without signing in. */
export interface DailyMessagePage {
  kind: 'daily-message';
  /** `unknown`: the link is invalid. */
  state: 'on' | 'off' | 'unknown';
}

export interface NotFoundPage {
  kind: 'not-found';
  /** `closed`: the role is no longer public. `link`: the address resembles a personal link. */
  reason: 'unknown-page' | 'unknown-role' | 'closed' | 'link';
  /** Words of the address to search for; empty if it has none. */
  query: string;
  /** Roles with a similar name. */
  near: SiteRole[];
  /** The first roles. Empty if some are similar. */
  roles: SiteRole[];
}

export type TroublePage = { kind: 'trouble'; reason: 'unavailable' | 'too-many' };

/** Returns the name of a role's page. A role that is named “Common questions” says the word once. */
export function interviewQuestionsOf(role: string): string {
  return `${role.replace(/ questions$/i, '')} interview questions`;
}
