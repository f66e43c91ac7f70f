import type { StartWindow } from '../../shared/interview/startWindow.ts';
import { formatList, formatUnit } from '../../shared/intl.ts';
import type { OrganizationCard } from '../../shared/organization.ts';
import type { SeatRole } from '../../shared/roles.ts';
import { formatLong } from './times.ts';

export interface InvitationFacts {
  displayName: string;
  role: SeatRole;
  title: string;
  scheduledAt: number;
  /** True if the candidate chooses the time, and `scheduledAt` is the latest. */
  choosing?: boolean | undefined;
  plannedMinutes: number;
  /** IANA name of the interview's zone. If absent, times are in the device's zone. */
  timeZone?: string | undefined;
  heldByRecruiter: boolean;
  /** Names of the interviewers, for candidates. */
  interviewers?: readonly string[];
  /** Names of the candidates, for everyone else. */
  candidates?: readonly string[];
  isLead?: boolean;
  /** When the candidate can start. Absent if there is no limit, or if an interviewer opens the interview. */
  window?: StartWindow | undefined;
  url: string;
}

/** `at` is empty or names the organization, such as " at Example". `several`: of several rounds. */
const PURPOSES: Record<SeatRole, (at: string, several: boolean) => string> = {
  candidate: (at, several) => `You’re invited to ${several ? 'video interviews' : 'a video interview'}${at}:`,
  interviewer: (at, several) =>
    `You’re invited to conduct ${several ? 'video interviews' : 'a video interview'}${at}:`,
  evaluator: (at, several) =>
    `You’re invited to evaluate ${several ? 'video interviews' : 'a video interview'}${at}. No one will see or hear you:`,
  observer: (at, several) =>
    `You’re invited to watch ${several ? 'video interviews' : 'a video interview'}${at}. No one will see or hear you:`,
  captioner: (at, several) =>
    `You’re invited to write captions for the candidate in ${several ? 'video interviews' : 'a video interview'}${at}. No one will see or hear you:`,
};

const linkOf = (several: boolean) => (several ? 'each link' : 'the link');
const ADVICE: Record<SeatRole, (several: boolean) => string> = {
  candidate: several =>
    `Open ${linkOf(several)} in a current browser on a computer or phone with a camera and microphone, ten minutes early if you can. The page helps you check your camera and microphone. There’s nothing to install and no account to create.`,
  interviewer: several =>
    `Open ${linkOf(several)} a few minutes early in a current browser on a computer or phone with a camera and microphone. You don’t need an account.`,
  evaluator: several =>
    `Open ${linkOf(several)} in a current browser. You don’t need a camera or microphone.`,
  observer: several => `Open ${linkOf(several)} in a current browser. You don’t need a camera or microphone.`,
  captioner: several =>
    `Open ${linkOf(several)} a few minutes early in a current browser on a computer with a keyboard and good sound. You don’t need a camera or microphone.`,
};

/** Tells people before the interview that a virtual recruiter asks the questions. */
const HELD_BY_RECRUITER: Record<SeatRole, string> = {
  candidate:
    'A virtual recruiter asks the questions: it follows a script and doesn’t evaluate you. People listen to your answers and evaluate them.',
  interviewer:
    'A virtual recruiter asks the questions from a script, and people evaluate the answers. You can step in at any time.',
  evaluator:
    'A virtual recruiter asks the questions from a script, and people like you evaluate the answers.',
  observer: 'A virtual recruiter asks the questions from a script, and people evaluate the answers.',
  captioner:
    'A virtual recruiter asks the questions from a script. The candidate reads its words without your help.',
};

function contactLines({ name, email, phone, website, contact }: OrganizationCard): string[] {
  const ways = [email && `email ${email}`, phone && `call ${phone}`].filter(Boolean).join(' or ');
  const lines = [ways && `Questions? You can ${ways}.`, contact, website].filter(Boolean);
  return [...(lines.length > 0 ? ['', ...lines] : []), ...(name ? ['', name] : [])];
}

function startWords({ opensAt, closesAt }: StartWindow, zone: string | undefined): string {
  return `You can start from ${formatLong(opensAt, zone)} until ${formatLong(closesAt, zone)}. Once you’ve started, you won’t be cut off.`;
}

function whenWords({ role, choosing, scheduledAt, timeZone }: InvitationFacts): string {
  const when = formatLong(scheduledAt, timeZone);
  if (!choosing) return when;
  return role === 'candidate'
    ? `You choose the time with the link below, ${when} at the latest`
    : `The candidate chooses the time, ${when} at the latest`;
}

/** Returns an invitation of one person to one interview, or to several rounds in order of time. */
export function invitationText(
  rounds: readonly [InvitationFacts, ...InvitationFacts[]],
  organization: OrganizationCard,
): string {
  const [first] = rounds;
  const { name } = organization;
  const several = rounds.length > 1;
  return [
    `Hello ${first.displayName},`,
    '',
    PURPOSES[first.role](name && ` at ${name}`, several),
    ...rounds.flatMap(facts => [
      '',
      facts.title,
      `${whenWords(facts)}, about ${formatUnit(facts.plannedMinutes, 'minute', 'long')}`,
      ...(facts.candidates?.length ? [`Candidate: ${formatList(facts.candidates)}`] : []),
      ...(facts.isLead ? ['You’re the lead: you open the interview and let the candidate in.'] : []),
      ...(facts.interviewers?.length ? [`You’ll meet ${formatList(facts.interviewers)}`] : []),
      ...(facts.heldByRecruiter ? ['', HELD_BY_RECRUITER[facts.role]] : []),
      ...(facts.window && !facts.choosing && facts.role === 'candidate'
        ? ['', startWords(facts.window, facts.timeZone)]
        : []),
      ...(several ? [] : ['']),
      'Your personal link:',
      facts.url,
    ]),
    '',
    ADVICE[first.role](several),
    several
      ? 'These links are only for you. Please don’t share them.'
      : 'This link is only for you. Please don’t share it.',
    ...contactLines(organization),
  ].join('\n');
}
