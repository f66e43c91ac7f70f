import type { RouteName } from '../../../shared/protocol/http.ts';
import { MAX_KIT_YAML } from '../../../shared/protocol/kitRoutes.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { OWNER } from './testServer.ts';

const ID = '01890000-0000-7000-8000-000000000000';
const TOKEN = 'A'.repeat(22);
const SEAT = { role: 'candidate', displayName: 'Ada' };
const INTERVIEW = {
  title: 'First round',
  jobRole: 'Developer',
  scheduledAt: 1,
  plannedMinutes: 45,
  seats: [SEAT],
};
const GROUP = { name: 'today', today: 1, tomorrow: 2 };
const RECRUITER = { voice: 'slt', pace: 'normal', practice: true };
const ACCOMMODATIONS = {
  extraTime: 1.5,
  audioOnly: false,
  questionsInAdvance: false,
  textAnswers: true,
  noTimeLimit: false,
};
const PERSON = { token: TOKEN, name: 'Ada', email: 'ada@example.org', password: OWNER.password };

const ATTEMPT = { slug: 'backend-developer', length: 'short', purpose: 'self', proof: 'x' };

const KEY = { page: TOKEN, interviewId: ID };
const CONTENT = { headline: '', keep: [], change: [], lines: {}, tasks: [], apart: [] };
const POINT = { pointId: 'p-1', seen: '', action: '' };
const FEEDBACK = { stars: 4, specific: 'yes', fair: 'yes', nextStep: 'partly', line: '' };
const EVALUATION = {
  promiseHours: 48,
  raters: 1,
  ratersByKit: {},
  namesHidden: { practice: true, interviews: false },
  evaluatorsShown: 'count',
  invitedReports: true,
  invitedPromise: false,
  calibration: false,
};

/** Invalid inputs of each route, each with the invalid field. */
export const WRONG: Record<RouteName, [input: Record<string, unknown>, field: string][]> = {
  'organization.read': [],
  'organization.change': [
    [{ profile: { website: 'example' } }, 'profile.website'],
    [{ profile: { email: 'hello' } }, 'profile.email'],
    [{ profile: { slogan: 'Yes' } }, 'profile.slogan'],
  ],
  'organization.removeLogo': [],
  'evaluations.list': [
    [{ filter: { stage: 'soon' } }, 'filter.stage'],
    [{ filter: {}, after: { promisedAt: 1 } }, 'after.interviewId'],
    [{}, 'filter'],
  ],
  'evaluations.read': [[{ interviewId: 'mine' }, 'interviewId']],
  'evaluations.claim': [[{ interviewId: 'mine' }, 'interviewId']],
  'evaluations.open': [[{ interviewId: 'mine' }, 'interviewId']],
  'evaluations.renew': [[{ interviewId: ID, hours: 3 }, 'hours']],
  'evaluations.release': [[{ interviewId: 'mine' }, 'interviewId']],
  'evaluations.takeBack': [[{ interviewId: ID }, 'userId']],
  'evaluations.assign': [[{ interviewId: ID, userId: '' }, 'userId']],
  'evaluations.addRater': [[{ interviewId: 'mine' }, 'interviewId']],
  'evaluations.load': [],
  'evaluations.settings': [],
  'evaluations.change': [
    [{ settings: { ...EVALUATION, promiseHours: 0 } }, 'settings.promiseHours'],
    [{ settings: { ...EVALUATION, raters: 3 } }, 'settings.raters'],
    [{ settings: { ...EVALUATION, evaluatorsShown: 'addresses' } }, 'settings.evaluatorsShown'],
  ],
  'evaluations.markReference': [[{ interviewId: ID, ratings: { debugging: 6 } }, 'ratings.debugging']],
  'evaluations.calibration': [[{ userId: '' }, 'userId']],
  'report.open': [
    [{ key: { page: TOKEN } }, 'key'],
    [{ key: { link: 'A' } }, 'key.link'],
    [{ key: KEY, share: true }, 'share'],
  ],
  'report.guess': [[{ key: KEY, guess: { debugging: 6 } }, 'guess.debugging']],
  'report.renew': [[{ key: KEY, grant: 'x' }, 'grant']],
  'report.rate': [
    [{ key: KEY, rating: { ...FEEDBACK, stars: 0 } }, 'rating.stars'],
    [{ key: KEY, rating: { ...FEEDBACK, fair: 'maybe' } }, 'rating.fair'],
    [{ key: KEY, rating: { ...FEEDBACK, line: 'x'.repeat(301) } }, 'rating.line'],
  ],
  'report.ask': [[{ key: KEY, question: ' ' }, 'question']],
  'report.shares': [[{ key: 'A' }, 'key']],
  'report.share': [[{ key: KEY, days: 365, withClips: false }, 'days']],
  'report.revokeShare': [[{ key: KEY, shareId: 'x'.repeat(65) }, 'shareId']],
  'reports.read': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.save': [
    [{ interviewId: ID, expectedVersion: -1, content: CONTENT }, 'expectedVersion'],
    [
      { interviewId: ID, expectedVersion: 0, content: { ...CONTENT, keep: [POINT, POINT, POINT] } },
      'content.keep',
    ],
    [
      {
        interviewId: ID,
        expectedVersion: 0,
        content: { ...CONTENT, change: [{ ...POINT, pointId: 'A B' }] },
      },
      'content.change.0.pointId',
    ],
  ],
  'reports.versions': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.version': [[{ interviewId: ID, version: 'x' }, 'version']],
  'reports.preview': [[{ interviewId: ID, content: { ...CONTENT, html: '' } }, 'content.html']],
  'reports.publish': [[{ interviewId: ID }, 'expectedVersion']],
  'reports.askToPublish': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.retract': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.answer': [[{ interviewId: ID, answer: '' }, 'answer']],
  'reports.link': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.revokeLink': [[{ interviewId: ID, shareId: 'x'.repeat(65) }, 'shareId']],
  'reports.emailLink': [[{ interviewId: 'mine' }, 'interviewId']],
  'reports.ratings': [],
  'practice.offer': [[{ slug: 'Backend Developer' }, 'slug']],
  'practice.challenge': [[{ cost: 1 }, 'cost']],
  'practice.start': [
    [{ ...ATTEMPT, slug: '../backend' }, 'slug'],
    [{ ...ATTEMPT, length: 'endless' }, 'length'],
    [{ ...ATTEMPT, purpose: 'public' }, 'purpose'],
    [{ ...ATTEMPT, questionId: '' }, 'questionId'],
    [{ ...ATTEMPT, questionIds: [] }, 'questionIds'],
    [{ ...ATTEMPT, name: 'x'.repeat(500) }, 'name'],
    [{ ...ATTEMPT, email: 'ada' }, 'email'],
    [{ ...ATTEMPT, page: 'A' }, 'page'],
    [{ ...ATTEMPT, proof: 'x'.repeat(8_001) }, 'proof'],
    [{ ...ATTEMPT, admin: true }, 'admin'],
  ],
  'practice.place': [
    [{ page: TOKEN }, 'interviewId'],
    [{ page: 'A', interviewId: ID }, 'page'],
  ],
  'practice.open': [[{ page: `${TOKEN}A` }, 'page']],
  'practice.note': [
    [{ page: TOKEN, interviewId: ID, base: '', note: 'x'.repeat(8_001) }, 'note'],
    [{ page: TOKEN, interviewId: ID, note: '' }, 'base'],
    [{ page: TOKEN, interviewId: 'mine', base: '', note: '' }, 'interviewId'],
  ],
  'practice.best': [
    [{ page: TOKEN, interviewId: ID, questionId: 'q', best: 'yes' }, 'best'],
    [{ page: TOKEN, interviewId: ID, questionId: '', best: true }, 'questionId'],
    [{ page: TOKEN, interviewId: 'mine', questionId: 'q', best: true }, 'interviewId'],
  ],
  'practice.review': [[{ page: TOKEN, interviewId: ID, held: 'x' }, 'held']],
  'practice.renew': [[{ page: TOKEN, interviewId: ID, grant: 'x' }, 'grant']],
  'practice.mailLink': [
    [{ page: TOKEN, email: 'ada@' }, 'email'],
    [{ page: TOKEN, email: 'ada@example.org\r\nBcc: eve@example.org' }, 'email'],
  ],
  'practice.delete': [[{ page: TOKEN, interviewId: '%' }, 'interviewId']],
  'practice.receipt': [[{ receiptId: 'x'.repeat(65) }, 'receiptId']],
  'join.exchange': [
    [{}, 'link'],
    [{ link: 5 }, 'link'],
    [{ link: `${TOKEN}A` }, 'link'],
    [{ link: TOKEN, role: 'owner' }, 'role'],
  ],
  'account.read': [],
  'account.changePassword': [
    [{ currentPassword: '', newPassword: 'seven calm lanterns' }, 'currentPassword'],
    [{ currentPassword: OWNER.password, newPassword: 'Password2026' }, 'newPassword'],
    [{ currentPassword: OWNER.password, newPassword: 'seven calm lanterns', userId: ID }, 'userId'],
  ],
  'account.endOtherSessions': [[{ userId: ID }, 'userId']],
  'signIn.options': [],
  'passwordResets.request': [
    [{}, 'email'],
    [{ email: 'ada' }, 'email'],
    [{ email: 'ada@example.org', url: 'https://evil.example' }, 'url'],
  ],
  'passwordResets.check': [[{ token: 'A' }, 'token']],
  'passwordResets.complete': [
    [{ token: TOKEN, password: 'aaaaaaaaaa' }, 'password'],
    [{ token: TOKEN, password: 'seven calm lanterns', email: 'eve@example.org' }, 'email'],
  ],
  'setup.check': [
    [{}, 'token'],
    [{ token: '../../etc/passwd' }, 'token'],
  ],
  'setup.complete': [
    [{ ...PERSON, password: 'short' }, 'password'],
    [{ ...PERSON, password: 'x'.repeat(129) }, 'password'],
    [{ ...PERSON, password: '1234567890' }, 'password'],
    [{ ...PERSON, email: 'ada' }, 'email'],
    [{ ...PERSON, name: '   ' }, 'name'],
    [{ ...PERSON, role: 'owner' }, 'role'],
    [{ ...PERSON, retentionDays: 0 }, 'retentionDays'],
  ],
  'invitations.check': [[{ token: null }, 'token']],
  'invitations.accept': [
    [{ token: TOKEN, name: 'Ada', password: '123' }, 'password'],
    [{ token: TOKEN, name: 'x'.repeat(81), password: OWNER.password }, 'name'],
    [{ token: TOKEN, name: 'Ada', password: OWNER.password, email: 'eve@example.org' }, 'email'],
  ],
  'staff.list': [],
  'staff.invite': [
    [{ email: 'ian@example.org', role: 'owner' }, 'role'],
    [{ email: ['ian@example.org'], role: 'organizer' }, 'email'],
    [{ role: 'organizer' }, 'email'],
  ],
  'invitations.revoke': [[{ invitationId: 'x'.repeat(65) }, 'invitationId']],
  'staff.change': [
    [{ userId: 'x', disabled: 'yes' }, 'disabled'],
    [{ userId: 'x', role: 'admin' }, 'role'],
    [{ userId: 'x', name: 'Eve' }, 'name'],
  ],
  'staff.access': [[{ userId: 'x'.repeat(65) }, 'userId']],
  'staff.resetPassword': [[{ userId: 'x'.repeat(65) }, 'userId']],
  'interviews.list': [
    [{ filter: { search: 'x'.repeat(201) } }, 'filter.search'],
    [{ filter: { group: { ...GROUP, name: 'soon' } } }, 'filter.group.name'],
    [{ filter: { group: { name: 'today' } } }, 'filter.group.today'],
    [{ filter: { group: { ...GROUP, tomorrow: GROUP.today } } }, 'filter.group.tomorrow'],
    [{ filter: { phase: 'open' } }, 'filter.phase'],
    [{ after: { scheduledAt: 1 } }, 'after.interviewId'],
    [{ after: { scheduledAt: 1.5, interviewId: ID } }, 'after.scheduledAt'],
  ],
  'interviews.create': [
    [{ ...INTERVIEW, title: '' }, 'title'],
    [{ ...INTERVIEW, title: 'x'.repeat(121) }, 'title'],
    [{ ...INTERVIEW, scheduledAt: -1 }, 'scheduledAt'],
    [{ ...INTERVIEW, plannedMinutes: 4 }, 'plannedMinutes'],
    [{ ...INTERVIEW, plannedMinutes: 45.5 }, 'plannedMinutes'],
    [{ ...INTERVIEW, seats: [{ role: 'spy', displayName: 'Ada' }] }, 'seats.0.role'],
    [{ ...INTERVIEW, seats: [SEAT, { ...SEAT, email: 'nowhere' }] }, 'seats.1.email'],
    [{ ...INTERVIEW, seats: Array.from({ length: 41 }, () => SEAT) }, 'seats'],
    [{ ...INTERVIEW, leadSeatId: ID }, 'leadSeatId'],
    [{ ...INTERVIEW, interviewId: ID }, 'interviewId'],
    [{ ...INTERVIEW, kitId: 'a kit' }, 'kitId'],
    [{ ...INTERVIEW, recruiter: RECRUITER }, 'recruiter'],
    [{ ...INTERVIEW, recruiter: { ...RECRUITER, voice: 'hal' } }, 'recruiter.voice'],
    [{ ...INTERVIEW, recruiter: 'people' }, 'recruiter'],
    [
      { ...INTERVIEW, seats: [SEAT, { ...SEAT, accommodations: { ...ACCOMMODATIONS, extraTime: 3 } }] },
      'seats.1.accommodations.extraTime',
    ],
  ],
  'interviews.read': [[{ interviewId: 'one' }, 'interviewId']],
  'interviews.change': [
    [{ interviewId: ID, plannedMinutes: 481 }, 'plannedMinutes'],
    [{ interviewId: ID, phase: 'ended' }, 'phase'],
    [{ interviewId: ID, kitId: null }, 'kitId'],
    [{ interviewId: ID, recruiter: { ...RECRUITER, pace: 'slow' } }, 'recruiter'],
    [{ interviewId: ID, recruiter: null }, 'recruiter'],
    [{ interviewId: '../..', title: 'x' }, 'interviewId'],
  ],
  'interviews.cancel': [[{ interviewId: ID, reason: 'because' }, 'reason']],
  'seats.add': [
    [{ interviewId: ID }, 'seat'],
    [{ interviewId: ID, seat: { ...SEAT, seatId: ID } }, 'seat.seatId'],
    [{ interviewId: ID, seat: { ...SEAT, displayName: null } }, 'seat.displayName'],
    [{ interviewId: ID, seat: { ...SEAT, accommodations: {} } }, 'seat.accommodations.extraTime'],
  ],
  'accommodations.set': [
    [{ interviewId: ID, seatId: ID }, 'accommodations'],
    [{ interviewId: ID, seatId: '1', accommodations: ACCOMMODATIONS }, 'seatId'],
    [
      { interviewId: ID, seatId: ID, accommodations: { ...ACCOMMODATIONS, pace: 'hasty' } },
      'accommodations.pace',
    ],
    [
      { interviewId: ID, seatId: ID, accommodations: { ...ACCOMMODATIONS, diagnosis: 'x' } },
      'accommodations.diagnosis',
    ],
  ],
  'recruiterClips.progress': [[{ interviewId: 'one' }, 'interviewId']],
  'recruiterClips.published': [],
  'recruiterClips.retry': [
    [{ interviewId: ID, lineKey: 'greeting' }, 'lineKey'],
    [{ interviewId: '../..' }, 'interviewId'],
  ],
  'seats.change': [
    [{ interviewId: ID, seatId: ID, displayName: ' ' }, 'displayName'],
    [{ interviewId: ID, seatId: ID, email: 'nowhere' }, 'email'],
    [{ interviewId: ID, seatId: ID, role: 'interviewer' }, 'role'],
  ],
  'links.issue': [
    [{ interviewId: ID, seatId: '1' }, 'seatId'],
    [{ interviewId: ID, seatId: ID, url: 'https://evil.example' }, 'url'],
  ],
  'kits.list': [],
  'kits.read': [[{ kitId: '../../etc/passwd' }, 'kitId']],
  'kits.readVersion': [
    [{ kitId: ID, version: 'newest' }, 'version'],
    [{ kitId: ID, version: '0' }, 'version'],
    [{ kitId: ID, version: '1.5' }, 'version'],
  ],
  'kits.versions': [[{ kitId: 'x'.repeat(65) }, 'kitId']],
  'kits.create': [
    [{}, 'kit'],
    [{ kit: exampleKit({ role: ' ' }) }, 'kit.role'],
    [{ kit: exampleKit({ locale: 'english' }) }, 'kit.locale'],
    [{ kit: { ...exampleKit(), price: 5 } }, 'kit.price'],
    [{ kit: exampleKit({ competencies: [] }) }, 'kit.questions.0.competencies.0'],
    [{ kit: exampleKit(), builtIn: true }, 'builtIn'],
  ],
  'kits.duplicate': [[{ kitId: ID, role: 'Developer' }, 'role']],
  'kits.save': [
    [{ kitId: ID, kit: exampleKit() }, 'expectedVersion'],
    [{ kitId: ID, kit: exampleKit(), expectedVersion: 0 }, 'expectedVersion'],
    [{ kitId: ID, kit: exampleKit(), expectedVersion: Number.NaN }, 'expectedVersion'],
    [{ kitId: ID, kit: null, expectedVersion: 1 }, 'kit'],
  ],
  'kits.archive': [[{ kitId: ID, archived: 'yes' }, 'archived']],
  'kits.setTeam': [[{ kitId: ID }, 'teamId']],
  'teams.list': [],
  'teams.create': [
    [{ name: ' ', members: [] }, 'name'],
    [{ name: 'Engineering' }, 'members'],
  ],
  'teams.change': [
    [{ teamId: 'mine' }, 'teamId'],
    [{ teamId: ID, name: 'x'.repeat(81) }, 'name'],
  ],
  'kits.import': [
    [{ yaml: 5 }, 'yaml'],
    [{ yaml: 'x'.repeat(MAX_KIT_YAML + 1) }, 'yaml'],
  ],
  'kits.export': [[{ kitId: 'Kit' }, 'kitId']],
  'recordings.list': [[{ kitId: 'Kit' }, 'kitId']],
  'recordings.remove': [[{ kitId: ID, textSha256: 'A'.repeat(64) }, 'textSha256']],
  'scorecards.read': [[{ interviewId: 'one' }, 'interviewId']],
  'agreement.read': [[{ kitId: '../agreement' }, 'kitId']],
  'review.open': [
    [{ interviewId: '../..' }, 'interviewId'],
    [{ interviewId: ID, held: 'short' }, 'held'],
  ],
  'review.renew': [
    [{ interviewId: ID }, 'grant'],
    [{ interviewId: ID, grant: 'short' }, 'grant'],
    [{ interviewId: ID, grant: `${TOKEN}/..` }, 'grant'],
    [{ interviewId: ID, grant: 'A'.repeat(65) }, 'grant'],
  ],
  'recording.list': [
    [{ interviewId: 'mine' }, 'interviewId'],
    [{ after: { startedAt: 1 } }, 'after.recordingId'],
  ],
  'recording.retry': [
    [{ interviewId: 'one' }, 'interviewId'],
    [{ interviewId: ID, kind: 'compose' }, 'kind'],
  ],
  'recording.erase': [[{ interviewId: 'one' }, 'interviewId']],
  'recording.receipts': [[{ interviewId: 'one' }, 'interviewId']],
  'outbox.list': [
    [{ state: 'lost' }, 'state'],
    [{ before: 'x'.repeat(65) }, 'before'],
    [{ limit: 5 }, 'limit'],
  ],
  'outbox.retry': [
    [{ mailId: 'x'.repeat(65) }, 'mailId'],
    [{ mailId: ID, state: 'sent' }, 'state'],
  ],
  'mail.status': [],
  'interviewMail.read': [[{ interviewId: 'one' }, 'interviewId']],
  'interviewMail.sendAgain': [[{ interviewId: ID, seatId: 'one' }, 'seatId']],
  'storage.missing': [],
  'storage.declareLost': [
    [{ kind: 'bucket', placeId: 'sfu-1' }, 'kind'],
    [{ kind: 'server', placeId: '' }, 'placeId'],
    [{ kind: 'server', placeId: 'x'.repeat(65) }, 'placeId'],
    [{ kind: 'server' }, 'placeId'],
  ],
  'retention.read': [],
  'retention.change': [
    [{ days: 0 }, 'days'],
    [{ days: 3_651 }, 'days'],
    [{ days: 1.5 }, 'days'],
    [{ days: '30' }, 'days'],
    [{ days: null }, 'days'],
    [{ forever: true }, 'forever'],
  ],
  'publications.list': [],
  'publications.change': [
    [{ kitId: ID, slug: 'Backend Developer' }, 'slug'],
    [{ kitId: ID, slug: 'backend--developer' }, 'slug'],
    [{ kitId: ID, slug: '-backend' }, 'slug'],
    [{ kitId: ID, slug: '../backend' }, 'slug'],
    [{ kitId: ID, slug: '' }, 'slug'],
    [{ kitId: ID, slug: 'x'.repeat(61) }, 'slug'],
    [{ kitId: ID, published: 'yes' }, 'published'],
    [{ kitId: ID, position: 1 }, 'position'],
  ],
  'publications.order': [
    [{}, 'kitIds'],
    [{ kitIds: ['../..'] }, 'kitIds.0'],
    [{ kitIds: Array.from({ length: 501 }, () => ID) }, 'kitIds'],
  ],
  'practicePages.read': [],
  'practicePages.change': [
    [{ keep: 0 }, 'keep'],
    [{ keep: 'forever' }, 'keep'],
    [{}, 'keep'],
  ],
  'publicSide.change': [[{ publicSide: 'off' }, 'publicSide']],
  'links.revoke': [[{ interviewId: ID, seatId: "'; drop table links; --" }, 'seatId']],
};
