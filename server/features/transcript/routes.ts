import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import { namesHiddenFrom } from '../../../shared/interview/visibility.ts';
import { may, staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { TRANSCRIPT_ROUTES } from '../../../shared/protocol/transcriptRoutes.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { QueryHandlers } from '../query.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { TranscriptReader, TranscriptReading } from './TranscriptReading.ts';
import type { TranscriptSearch } from './TranscriptSearch.ts';

interface RouteOptions {
  reading: TranscriptReading;
  search: TranscriptSearch;
  interviews: StaffInterviews;
  settings: Pick<SettingStore, 'read' | 'write'>;
}

export function transcriptRoutes({
  reading,
  search,
  interviews,
  settings,
}: RouteOptions): Pick<RouteHandlers, keyof typeof TRANSCRIPT_ROUTES> {
  return {
    'transcript.read': async ({ interviewId }, { member }) =>
      reading.read(staffReader(await interviews.read(interviewId, member), member)),
    'transcript.correct': async ({ interviewId, ...edit }, { member }) => {
      const reader = staffReader(await interviews.read(interviewId, member), member);
      return { passage: await reading.correct(reader, edit, member.name) };
    },
    'transcript.delete': async ({ interviewId, seatId }, { member }) =>
      reading.delete(await interviews.read(interviewId, member), seatId, member.userId),
    'transcripts.search': limited('search', (wanted, { member }) => search.search(wanted, member)),
    'transcripts.settings': async () => ({ ratersSee: await reading.ratersSee() }),
    'transcripts.changeSettings': async ({ ratersSee }, { member }) => {
      const before = await reading.ratersSee();
      const entry = {
        actor: member.userId,
        action: 'transcript.settingChanged',
        target: 'transcripts',
        details: { ratersSee, before },
      };
      await settings.write('transcript.ratersSee', ratersSee, before === ratersSee ? undefined : entry);
    },
  };
}

export function staffReader(state: InterviewState, member: StaffMember): TranscriptReader {
  const viewer = staffViewer(member);
  return {
    state,
    viewer,
    may: {
      // Someone who doesn't see a name can't correct the words around it.
      correct: staffMay('recordings.change', member.role) && !namesHiddenFrom(state, viewer),
      download: staffMay('recordings.download', member.role),
      erase: staffMay('recordings.erase', member.role),
    },
    actor: member.userId,
  };
}

export type TranscriptQueries = Pick<
  QueryHandlers,
  'transcript.read' | 'transcript.correct' | 'transcript.withdraw'
>;

export function transcriptQueries(
  reading: TranscriptReading,
  interviews: Pick<Interviews, 'execute'>,
): TranscriptQueries {
  return {
    'transcript.read': async ({ state, seat }) => reading.read(seatReader(state, seat.seatId)),
    'transcript.correct': async ({ state, seat, params }) => ({
      passage: await reading.correct(seatReader(state, seat.seatId), params, seat.displayName),
    }),
    'transcript.withdraw': async ({ page: { interviewId, seatId }, state, seat }) => {
      // Deletes first, because the deletion also holds if the answer can't be written.
      const isWhole = seat.role === 'candidate';
      await reading.delete(state, isWhole ? undefined : seatId, `seat:${seatId}`);
      await interviews.execute(interviewId, { type: 'seat', seatId }, ({ seats }) => {
        const consent = seats[seatId]?.consent;
        if (!consent?.transcript) return { events: [], result: {} };
        const withdrawn = { ...consent, transcript: false };
        return { events: [{ kind: 'consent.given', payload: { seatId, consent: withdrawn } }], result: {} };
      });
    },
  };
}

function seatReader(state: InterviewState, seatId: SeatId): TranscriptReader {
  const viewer = { kind: 'seat', seatId } as const;
  const correct = may('transcript.correct', situationOf(state, viewer));
  return { state, viewer, may: { correct, download: false, erase: false }, actor: `seat:${seatId}` };
}
