import type { InterviewId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { ApiClient, OWNER, tokenOf } from './apiClient.ts';
import { newSeat } from './interviewLog.ts';
import { Mailbox } from './mailbox.ts';
import { PastInterviews } from './pastInterviews.ts';
import { ServerProcess } from './serverProcess.ts';

const HOUR_MS = 3_600_000;
const TEAM = [
  ['Hanna Reich', 'hanna.reich@example.org', 'organizer'],
  ['Grace Hopper', 'grace.hopper@example.org', 'evaluator'],
  ['Ian Fleming', 'ian.fleming@example.org', 'interviewer'],
] as const;
const CANDIDATES = [
  'Ada Lovelace',
  'Lin Chen',
  'José García',
  'Ольга Петрова',
  'Maximilian von Habsburg-Lothringen',
  'Mia Ito',
  'Noor Ali',
  'Sam Roe',
  'Kim Doe',
  'Ivy Fox',
  'Ben Zhao',
  'Eva Klein',
];
const ROLES = ['Backend Developer', 'Nurse', 'Designer'] as const;

/** A server with a mail server, and an organization that hires: a team, earlier and planned interviews, templates. */
export class BusyOrganization implements AsyncDisposable {
  readonly owner: ApiClient;
  readonly server: ServerProcess;
  /** Earlier interview that one evaluator hasn't rated yet. */
  readonly rated: InterviewId;
  readonly planned: readonly InterviewId[];
  /** Interview whose candidate is still to choose the time. */
  readonly unscheduled: InterviewId;
  readonly #resources: AsyncDisposableStack;

  static async start(): Promise<BusyOrganization> {
    await using resources = new AsyncDisposableStack();
    const mailbox = resources.use(await Mailbox.start());
    const server = resources.use(
      await ServerProcess.start({ SMTP_URL: mailbox.url, MAIL_FROM: 'jobs@ampere.example' }),
    );
    const owner = new ApiClient(server.url);
    await owner.setUpOwner(await server.setupLink());
    await owner.call('organization.change', {
      profile: {
        name: 'Ampère',
        email: 'jobs@ampere.example',
        phone: '+49 30 1234567',
        accent: '#1d4ed8',
        timeZone: 'Europe/Berlin',
      },
    });
    for (const [name, email, role] of TEAM) {
      const { url } = await owner.call('staff.invite', { email, role });
      const password = 'a good long one';
      await new ApiClient(server.url).call('invitations.accept', { token: tokenOf(url), name, password });
    }
    await owner.call('staff.invite', { email: 'late.joiner@example.org', role: 'interviewer' });
    await using past = await PastInterviews.open(server.dataDir);
    for (const index of CANDIDATES.slice(0, 6).keys())
      await past.hold({ ...candidate(index), scheduledAt: Date.now() - (index + 2) * 26 * HOUR_MS });
    const rated = await past.hold({
      ...candidate(6),
      edsgerLocks: false,
      title: 'Backend developer, first round',
      scheduledAt: Date.now() - 20 * HOUR_MS,
    });
    const planned = await plan(owner);
    const { interviewId: unscheduled } = await owner.call('interviews.create', {
      title: 'Nurse, first round',
      jobRole: 'Nurse',
      plannedMinutes: 45,
      scheduledAt: Date.now() + 14 * 24 * HOUR_MS,
      candidateChooses: true,
      mail: true,
      seats: [
        { role: 'candidate', displayName: 'Rosa Vega', email: 'rosa.vega@example.com' },
        { role: 'interviewer', displayName: 'Ian Fleming', email: TEAM[2][1] },
      ],
    });
    return new BusyOrganization({ owner, server, rated, planned, unscheduled }, resources.move());
  }

  private constructor(
    parts: Pick<BusyOrganization, 'owner' | 'server' | 'rated' | 'planned' | 'unscheduled'>,
    resources: AsyncDisposableStack,
  ) {
    ({
      owner: this.owner,
      server: this.server,
      rated: this.rated,
      planned: this.planned,
      unscheduled: this.unscheduled,
    } = parts);
    this.#resources = resources;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

function candidate(index: number) {
  return { candidate: { ...newSeat('candidate', CANDIDATES[index]), email: addressOf(index) } };
}

function addressOf(index: number): string {
  return `candidate-${index}@example.com`;
}

/** Plans an interview of each candidate, from in 20 minutes to in four days. The last one is canceled. */
async function plan(owner: ApiClient): Promise<InterviewId[]> {
  const planned: InterviewId[] = [];
  for (const [index, displayName] of CANDIDATES.entries()) {
    const jobRole = ROLES[index % ROLES.length] ?? ROLES[0];
    const isOwn = index % 2 === 0;
    const { interviewId } = await owner.call('interviews.create', {
      title: `${jobRole}, round ${1 + (index % 2)}`,
      jobRole,
      plannedMinutes: 45,
      scheduledAt: Date.now() + (index < 2 ? HOUR_MS / 3 : index * 9 * HOUR_MS),
      mail: true,
      seats: [
        { role: 'candidate', displayName, email: addressOf(index) },
        {
          role: 'interviewer',
          displayName: isOwn ? 'Olga Owner' : 'Ian Fleming',
          email: isOwn ? OWNER.email : TEAM[2][1],
        },
        { role: 'evaluator', displayName: 'Grace Hopper', email: TEAM[1][1] },
        ...(index % 3 === 0 ? [{ role: 'observer', displayName: 'Alan Turing' } as const] : []),
      ],
    });
    planned.push(interviewId);
  }
  await owner.call('interviews.cancel', { interviewId: planned.at(-1) as InterviewId });
  for (const name of ['Backend developer, first round', 'Nurses on nights'])
    await owner.call('templates.create', {
      name,
      content: {
        title: '{candidate}, first round',
        jobRole: 'Backend Developer',
        kitId: KitId.parse('backend-developer'),
        people: [
          { role: 'interviewer', displayName: 'Ian Fleming', email: TEAM[2][1] },
          { role: 'evaluator', displayName: 'Grace Hopper', email: TEAM[1][1] },
        ],
      },
    });
  return planned;
}
