import { expressionBuilder } from 'kysely';
import { z } from 'zod';
import { InterviewId } from '../../shared/ids.ts';
import { hidesNameFrom, ListedSeat } from '../../shared/interview/visibility.ts';
import type { AuditEntryView } from '../../shared/protocol/auditRoutes.ts';
import type { StoredAuditEntry } from './auditLog.ts';
import { DatabaseStore } from './database.ts';
import { namedCandidates, ownPart, ownPartIn } from './interviewSearch.ts';
import { findRows } from './rows.ts';
import type { Tables } from './schema.ts';

const Seats = z.array(ListedSeat);

export interface AuditSubjects {
  /** Returns what an id is, except for members and hiring teams. */
  targetOf(id: string): AuditEntryView['target'] | undefined;
  /** Returns the name of the person in a seat, if the reader may know it. */
  personOf(seatId: string): string | undefined;
}

/** Finds names for what entries of the audit log are about. */
export class AuditSubjectStore extends DatabaseStore {
  /** `email`: address of the reader, who may not know the candidates of all interviews. */
  async of(entries: readonly StoredAuditEntry[], email: string): Promise<AuditSubjects> {
    const ids = [...new Set(entries.map(({ target }) => target))];
    const seats = [...new Set([...ids, ...entries.map(({ actor }) => actor.replace(/^seat:/, ''))])];
    const [links, recordings, mails, kits, templates, invitations, candidates] = await Promise.all([
      findRows(this.kysely, 'links', { seatId: seats }),
      findRows(this.kysely, 'recordings', { recordingId: ids }),
      findRows(this.kysely, 'mails', { mailId: ids }),
      this.#kits(ids),
      findRows(this.kysely, 'interviewTemplates', { templateId: ids }),
      findRows(this.kysely, 'invitations', { invitationId: ids }),
      this.#candidates(ids, email),
    ]);
    const interviewOf = new Map([
      ...ids.map(id => [id, id] as const),
      ...links.map(({ seatId, interviewId }) => [seatId, interviewId] as const),
      ...recordings.map(({ recordingId, interviewId }) => [recordingId, interviewId] as const),
      ...mails.map(({ mailId, interviewId }) => [mailId, interviewId ?? mailId] as const),
    ]);
    const interviews = await this.#interviews([...new Set(interviewOf.values())], email);
    const people = new Map<string, string>(
      [...interviews.values()].flatMap(interview => [...interview.people]),
    );
    const others = new Map<string, AuditEntryView['target']>([
      ...kits.map(({ kitId, name }) => [kitId, { kind: 'kit', id: kitId, name }] as const),
      ...templates.map(
        ({ templateId, name }) => [templateId, { kind: 'template', id: templateId, name }] as const,
      ),
      ...invitations.map(
        ({ invitationId, email: name }) =>
          [invitationId, { kind: 'invitation', id: invitationId, name }] as const,
      ),
      ...candidates.map(
        ({ candidateId: id, name }) => [id, { kind: 'candidate', id, ...(name && { name }) }] as const,
      ),
    ]);
    return {
      personOf: seatId => people.get(seatId),
      targetOf: id => {
        const interview = interviews.get(interviewOf.get(id) ?? '');
        if (!interview) return others.get(id);
        const { interviewId, jobRole, candidates: shown } = interview;
        return {
          kind: 'interview',
          id,
          name: jobRole,
          interviewId: InterviewId.parse(interviewId),
          ...(shown.length > 0 && { candidates: shown }),
        };
      },
    };
  }

  /** Returns the names of all kits and templates, by id. */
  async names(): Promise<Map<string, string>> {
    const [kits, templates] = await Promise.all([
      this.#kits(),
      this.kysely.selectFrom('interviewTemplates').select(['templateId', 'name']).execute(),
    ]);
    return new Map([
      ...kits.map(({ kitId, name }) => [kitId, name] as const),
      ...templates.map(({ templateId, name }) => [templateId, name] as const),
    ]);
  }

  async #kits(ids?: readonly string[]): Promise<{ kitId: string; name: string }[]> {
    const rows = await this.kysely
      .selectFrom('kits')
      .innerJoin('kitVersions', 'kitVersions.kitId', 'kits.kitId')
      .whereRef('kitVersions.version', '=', 'kits.version')
      .$if(ids !== undefined, query => query.where('kits.kitId', 'in', ids ?? []))
      .select(['kits.kitId', 'kitVersions.kit'])
      .execute();
    return rows.map(({ kitId, kit }) => ({ kitId, name: roleOf(kit) ?? kitId }));
  }

  /** Names are absent where the reader may not know the candidates of the record's interviews. */
  async #candidates(ids: readonly string[], email: string) {
    const [records, seats] = await Promise.all([
      findRows(this.kysely, 'candidates', { candidateId: ids }),
      namedCandidates(this.kysely, email)
        .where('candidates.rootId', 'in', ids)
        .select(['candidates.rootId', 'candidateSeats.name'])
        .orderBy('interviews.scheduledAt')
        .orderBy('candidateSeats.seatId')
        .execute(),
    ]);
    // Of several interviews, the latest one's.
    const names = new Map(seats.map(({ rootId, name }) => [rootId, name]));
    return records.map(({ candidateId, name }) => {
      const shown = names.get(candidateId);
      return { candidateId, name: shown && (name ?? shown) };
    });
  }

  /** Invited interviews only, because practice is anonymous. */
  async #interviews(ids: readonly string[], email: string) {
    const rows = await this.kysely
      .selectFrom('interviews')
      .where('interviews.interviewId', 'in', ids)
      .where('interviews.practice', 'is', null)
      .select(['interviewId', 'jobRole', 'seats', 'namesHidden', 'phase', 'scorecardsOpen', 'scoringClosed'])
      .select(ownPart(expressionBuilder<Tables, 'interviews'>(), email).as('ownPart'))
      .execute();
    return new Map(
      rows.map(({ interviewId, jobRole, ...row }) => {
        const facts = {
          namesHidden: row.namesHidden === 1,
          practice: false,
          ended: row.phase === 'ended',
          scorecardsOpen: row.scorecardsOpen === 1,
          scoringClosed: row.scoringClosed === 1,
        };
        const hidden = hidesNameFrom(facts, ownPartIn(row.ownPart).own);
        const shown = Seats.parse(JSON.parse(row.seats)).filter(
          ({ role }) => role !== 'candidate' || !hidden,
        );
        const people = shown.flatMap(({ seatId, name }) => (name ? [[seatId, name] as const] : []));
        const candidates = shown.flatMap(({ role, name }) => (role === 'candidate' && name ? [name] : []));
        return [interviewId, { interviewId, jobRole, people, candidates }];
      }),
    );
  }
}

const Named = z.object({ role: z.string().min(1) });

function roleOf(kit: string): string | undefined {
  const named = Named.safeParse(JSON.parse(kit));
  return named.success ? named.data.role : undefined;
}
