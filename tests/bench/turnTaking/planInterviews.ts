import type { PlannedInterview } from './conductInterview.ts';
import { type AnswerCategory, HEARD_ABOVE_DB } from './interviewTruth.ts';
import { type Speaker, type SpokenAnswer, spokenAnswers } from './spokenAnswers.ts';

/** Number of answers that the kit asks for; with fewer, the interview is left early. */
const ANSWERS_EACH = 11;

interface Room {
  speaker: Speaker;
  echo?: { couplingDb: number; delayMs: number };
}

/** Speaker, and the level of the recruiter's echo. */
const ROOMS: readonly Room[] = [
  { speaker: { voice: 'rms', levelDbov: -26 } },
  { speaker: { voice: 'slt', levelDbov: -22 }, echo: { couplingDb: -40, delayMs: 60 } },
  { speaker: { voice: 'awb', levelDbov: -28 }, echo: { couplingDb: -30, delayMs: 120 } },
  { speaker: { voice: 'kal16', levelDbov: -24 }, echo: { couplingDb: -20, delayMs: 200 } },
  { speaker: { voice: 'rms', levelDbov: -30 }, echo: { couplingDb: -12, delayMs: 280 } },
  { speaker: { voice: 'awb', levelDbov: -25 }, echo: { couplingDb: -6, delayMs: 350 } },
];

/** Distributes answers of all kinds over as many interviews as they need, `atOnce` of which run simultaneously. */
export async function planInterviews(count: number, atOnce: number): Promise<PlannedInterview[]> {
  const size = Math.max(Math.min(atOnce, count), Math.ceil(count / ANSWERS_EACH));
  const interviews = Array.from({ length: size }, (_, index) => ({
    room: ROOMS[index % ROOMS.length] as Room,
    answers: [] as SpokenAnswer[],
  }));
  await spokenAnswers(count, category => {
    const fit = interviews.filter(({ room }) => mayHold(room, category));
    const least = fit.reduce((a, b) => (b.answers.length < a.answers.length ? b : a));
    return { speaker: least.room.speaker, take: answer => least.answers.push(answer) };
  });
  return interviews.map(({ room, answers }) => ({ ...(room.echo && { echo: room.echo }), answers }));
}

function mayHold({ echo }: Room, category: AnswerCategory): boolean {
  return category !== 'before the question is over' || (echo?.couplingDb ?? HEARD_ABOVE_DB) <= HEARD_ABOVE_DB;
}
