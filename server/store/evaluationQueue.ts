import { expressionBuilder, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  EvaluationStep,
  isFinished,
  QUEUE_PAGE,
  QueueCounts,
  type QueueCursor,
  type QueueFilter,
  QueueGroup,
  type QueueWho,
  WORK_STEPS,
} from '../../shared/protocol/evaluationRoutes.ts';
import { DatabaseStore } from './database.ts';
import { StoredEvaluation } from './evaluationStore.ts';
import { isQueuedForTeams, type ListReader, ownInterviews } from './interviewSearch.ts';
import { NO_DUE_DATE } from './noDueDate.ts';
import { isMine, isOf, NO_ONE, type QueueQuery, whoOf } from './queueGroups.ts';
import type { Tables } from './schema.ts';

export type QueuedEvaluation = StoredEvaluation & { step: EvaluationStep; group: QueueGroup };
export type QueuePage = { rows: QueuedEvaluation[]; next: QueueCursor | undefined };
export interface QueueTotals {
  counts: QueueCounts;
  kits: { kitId: KitId; role: string; level?: string }[];
}

type Evaluations = SelectQueryBuilder<Tables, 'evaluations', object>;

/** Rows of one kind of work, and what they are sorted by. */
interface Part {
  step: EvaluationStep;
  rows: Evaluations;
  /** Undefined for work that is never due, such as answering a question. */
  due: RawBuilder<number> | undefined;
  since: RawBuilder<number>;
  /** True if the rows are few and the database shouldn't sort them. */
  few?: true;
}

const Leveled = z.object({ level: z.string() });

type Facet = 'steps' | 'kitIds' | 'locales' | 'kind' | 'due' | 'who';
const FACETS: readonly Facet[] = ['steps', 'kitIds', 'locales', 'kind', 'due', 'who'];
type Group = Record<Facet, string> & { role: string; count: number };

/**
 * What waits for people in the evaluation queue, one row for each piece of work, by group. In each group, work with
 * a due date comes first, then the longest waiting. Of finished evaluations, the latest come first.
 */
export class EvaluationQueue extends DatabaseStore {
  async page(query: QueueQuery, after?: QueueCursor): Promise<QueuePage> {
    const found: Found[] = [];
    for (const group of QueueGroup.options) {
      if (after && rankOfGroup(group) < rankOfGroup(after.group)) continue;
      found.push(...(await this.#readGroup(group, query, after?.group === group ? after : undefined)));
      if (found.length > QUEUE_PAGE) break;
    }
    const shown = found.slice(0, QUEUE_PAGE);
    const last = found.length > QUEUE_PAGE ? shown.at(-1)?.place : undefined;
    return { rows: shown.map(({ row }) => row), next: last };
  }

  async counts(query: QueueQuery): Promise<QueueTotals> {
    const { filter } = query;
    const groups = await this.#groups(query);
    const isNarrowed = filter.referable !== undefined || filter.person !== undefined;
    const all = isNarrowed ? await this.#groups({ ...query, filter: {}, person: undefined }) : groups;
    const matches = (group: Group, facet: Facet) => {
      if (facet === 'steps') return isWanted(filter, group.steps as EvaluationStep);
      const wanted = filter[facet];
      return wanted === undefined || [wanted].flat().some(value => valuesOf(group, facet).includes(value));
    };
    const countBy = (facet: Facet) => {
      // These stay to choose from, whatever else is chosen.
      const offered = facet === 'steps' || facet === 'who' ? [] : all;
      const counts = new Map<string, number>(offered.map(group => [group[facet], 0]));
      for (const group of groups)
        if (FACETS.every(other => other === facet || matches(group, other)))
          for (const value of valuesOf(group, facet))
            counts.set(value, (counts.get(value) ?? 0) + group.count);
      return [...counts]
        .filter(([value]) => value !== NO_ONE)
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    };
    const total = groups
      .filter(group => FACETS.every(facet => matches(group, facet)))
      .reduce((sum, { count }) => sum + count, 0);
    const counts = Object.fromEntries(FACETS.map(facet => [facet, countBy(facet)]));
    return {
      counts: QueueCounts.parse({ total, ...counts, quick: quickCounts(all) }),
      kits: await this.#kitsOf(all),
    };
  }

  async #kitsOf(groups: readonly Group[]): Promise<QueueTotals['kits']> {
    const roles = [...new Map(groups.map(({ kitIds, role }) => [kitIds, role]))];
    const alike = roles.filter(([id, role]) => roles.some(([other, same]) => other !== id && same === role));
    const levels = await this.#levelsOf(alike.map(([kitId]) => kitId));
    return roles
      .map(([kitId, role]) => ({ kitId: KitId.parse(kitId), role, ...levels.get(kitId) }))
      .sort((a, b) => a.role.localeCompare(b.role) || (a.level ?? '').localeCompare(b.level ?? ''));
  }

  async #levelsOf(kitIds: readonly string[]): Promise<Map<string, { level: string }>> {
    if (kitIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('kits')
      .innerJoin('kitVersions', join =>
        join.onRef('kitVersions.kitId', '=', 'kits.kitId').onRef('kitVersions.version', '=', 'kits.version'),
      )
      .select(['kits.kitId', 'kitVersions.kit'])
      .where('kits.kitId', 'in', kitIds)
      .execute();
    return new Map(rows.map(({ kitId, kit }) => [kitId, Leveled.parse(JSON.parse(kit))]));
  }

  async #groups(query: QueueQuery): Promise<Group[]> {
    return (await Promise.all(this.#parts(query).map(part => this.#group(part, query)))).flat();
  }

  #parts(query: QueueQuery): Part[] {
    const { person } = query;
    const parts = this.#allParts(query);
    if (!person) return parts;
    return parts.map(part => ({
      ...part,
      rows: part.rows.where(isMine(this.kysely, part.step, person)),
    }));
  }

  #allParts({ filter: { held, referable }, userId, person, reader }: QueueQuery): Part[] {
    const claimed = this.#claimedBy(person?.userId ?? userId);
    const visible = this.kysely
      .selectFrom('evaluations')
      .where(isVisibleTo(this.kysely, reader))
      .$if(referable === true, query => query.where(isReferable))
      .$if(held === true, query => query.where('interviewId', 'in', this.#claimedBy(userId)))
      .$if(held === false, query => query.where('interviewId', 'not in', this.#claimedBy(userId)));
    const askedToPublish = this.kysely
      .selectFrom('reports')
      .select('reports.interviewId')
      .where('publishAskedBy', 'is not', null);
    const questions = this.kysely
      .selectFrom('reportReplies')
      .select('reportReplies.interviewId')
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`question is not null and answered_at is null`);
    const at = (stage: EvaluationStep) => visible.where('stage', '=', stage);
    const unasked = (stage: EvaluationStep) => at(stage).where('interviewId', 'not in', askedToPublish);
    const ended = sql<number>`ended_at`;
    const due = sql<number>`due_at`;
    const dueUntilPublished = sql<number>`
      case when stage in ('rate', 'agree', 'write') then due_at else ${sql.lit(NO_DUE_DATE)} end`;
    return [
      { step: 'rate', rows: at('rate'), due, since: ended },
      // References and other finished evaluations that this member has claimed for comparison.
      {
        step: 'rate',
        rows: visible.where('stage', '<>', 'rate').where('interviewId', 'in', claimed),
        due: undefined,
        since: ended,
        few: true,
      },
      { step: 'agree', rows: at('agree'), due, since: ended },
      { step: 'write', rows: unasked('write'), due, since: ended },
      {
        step: 'publish',
        rows: visible.where('interviewId', 'in', askedToPublish),
        due: dueUntilPublished,
        since: sql<number>`(
          select publish_asked_at from reports where reports.interview_id = evaluations.interview_id)`,
        few: true,
      },
      { step: 'republish', rows: unasked('republish'), due: undefined, since: ended },
      {
        step: 'reply',
        rows: visible.where('interviewId', 'in', questions),
        due: undefined,
        since: sql<number>`(
          select asked_at from report_replies where report_replies.interview_id = evaluations.interview_id)`,
        few: true,
      },
      { step: 'done', rows: at('done'), due: undefined, since: ended },
      { step: 'closed', rows: at('closed'), due: undefined, since: ended },
    ];
  }

  async #readGroup(group: QueueGroup, query: QueueQuery, after?: QueueCursor): Promise<Found[]> {
    const { filter } = query;
    const parts = this.#parts(query).filter(
      ({ step }) => isWanted(filter, step) && isFinished(step) === (group === 'finished'),
    );
    // Runs the parts as separate queries, so that each query reads its rows in order from an index.
    return (await Promise.all(parts.map(part => this.#read(part, group, query, after))))
      .flat()
      .sort(byUrgency);
  }

  async #read(part: Part, group: QueueGroup, query: QueueQuery, after?: QueueCursor): Promise<Found[]> {
    const { filter, now } = query;
    const { step, due, since, few } = part;
    const { kitIds, locales, kind, due: wantedDue, who } = filter;
    const order = isFinished(step) ? 'desc' : 'asc';
    const rows = await part.rows
      .selectAll('evaluations')
      .select([since.as('since'), (due ?? sql<number>`${sql.lit(NO_DUE_DATE)}`).as('sortedBy')])
      .where(isAfter(part, after))
      .$if(kitIds !== undefined, query => query.where('kitId', 'in', kitIds ?? []))
      .$if(locales !== undefined, query => query.where('locale', 'in', locales ?? []))
      .$if(kind !== undefined, query => query.where('kind', '=', kind ?? ''))
      .$if(wantedDue !== undefined, query => query.where(sql<boolean>`${dueGroup(part, now)} = ${wantedDue}`))
      .where(({ and }) =>
        and(
          [who, group]
            .filter(value => value !== undefined && value !== 'finished')
            .map(value => isOf(this.kysely, value, step, query)),
        ),
      )
      .$if(!few && due !== undefined, query => query.orderBy(sql`due_at`))
      .$if(!few, query =>
        query
          .orderBy(since, order)
          .orderBy('interviewId', order)
          .limit(QUEUE_PAGE + 1),
      )
      .execute();
    return rows.map(({ since: at, sortedBy, ...row }) => {
      const stored = StoredEvaluation.parse(row);
      const dueAt = sortedBy === NO_DUE_DATE ? undefined : sortedBy;
      return {
        row: { ...stored, dueAt, step, group },
        place: {
          ...{ group, since: at, interviewId: stored.interviewId, step },
          ...(dueAt !== undefined && { dueAt }),
        },
      };
    });
  }

  async #group(part: Part, query: QueueQuery): Promise<Group[]> {
    const { now } = query;
    const rows = await part.rows
      .select(({ fn }) => [
        'kitId as kitIds',
        'locale as locales',
        'kind',
        dueGroup(part, now).as('due'),
        whoOf(this.kysely, part.step, query).as('who'),
        fn.max<string>('role').as('role'),
        fn.countAll<number | string | bigint>().as('count'),
      ])
      // By position, because PostgreSQL doesn't recognize equal expressions with parameters.
      .groupBy([1, 2, 3, 4, 5].map(position => sql`${sql.lit(position)}`))
      .execute();
    return rows.map(row => ({ ...row, steps: part.step, count: Number(row.count) }));
  }

  /** Interviews that the member has claimed, or was invited to rate and that still wait for ratings. */
  #claimedBy(userId: UserId) {
    return this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('evaluations as rated', 'rated.interviewId', 'evaluationClaims.interviewId')
      .select('evaluationClaims.interviewId')
      .where('userId', '=', userId)
      .where('lockedAt', 'is', null)
      .where(({ eb, or, and }) =>
        or([eb('state', '=', 'held'), and([eb('state', '=', 'seated'), eb('rated.stage', '=', 'rate')])]),
      );
  }
}

/** True if it isn't a reference but can become one, as `notReferableBecause` decides. */
const isReferable = sql<boolean>`agreed_ratings is null
  and locked >= raters and stage not in ('rate', 'agree', 'closed') and (
  exists (select 1 from recordings where recordings.interview_id = evaluations.interview_id
    and recordings.state = 'ready')
  or (asked = 1 and ratable = 1 and not exists (
    select 1 from recordings where recordings.interview_id = evaluations.interview_id)))`;

interface Found {
  row: QueuedEvaluation;
  place: QueueCursor;
}

function valuesOf(group: Group, facet: Facet): readonly string[] {
  return group[facet] === 'free' && facet === 'who' ? ['free', 'open'] : [group[facet]];
}

function quickCounts(groups: readonly Group[]): QueueCounts['quick'] {
  const count = (wanted: (group: Group) => boolean) =>
    groups
      .filter(group => isWanted({}, group.steps as EvaluationStep) && wanted(group))
      .reduce((sum, group) => sum + group.count, 0);
  const ofWho = (who: QueueWho) => count(group => valuesOf(group, 'who').includes(who));
  return {
    mine: ofWho('mine'),
    open: ofWho('open'),
    overdue: count(({ due }) => due === 'overdue'),
    reply: count(({ steps }) => steps === 'reply'),
    free: ofWho('free'),
    compare: count(({ steps }) => steps === 'agree'),
    others: ofWho('others'),
  };
}

function isWanted({ steps, referable }: QueueFilter, step: EvaluationStep): boolean {
  return (steps ?? (referable ? EvaluationStep.options : WORK_STEPS)).includes(step);
}

function rankOfGroup(group: QueueGroup): number {
  return QueueGroup.options.indexOf(group);
}

function rankOf(step: EvaluationStep): number {
  return EvaluationStep.options.indexOf(step);
}

/** Orders rows of one group. */
function byUrgency({ place: a }: Found, { place: b }: Found): number {
  const order =
    (a.dueAt ?? NO_DUE_DATE) - (b.dueAt ?? NO_DUE_DATE) ||
    a.since - b.since ||
    (a.interviewId < b.interviewId ? -1 : Number(a.interviewId > b.interviewId));
  return (isFinished(a.step) ? -order : order) || rankOf(a.step) - rankOf(b.step);
}

/** SQL that is true for rows of the part that follow the cursor in the order of `byUrgency`. */
function isAfter({ step, due, since }: Part, after: QueueCursor | undefined): RawBuilder<boolean> {
  if (!after) return sql<boolean>`1 = 1`;
  const { dueAt = NO_DUE_DATE, interviewId } = after;
  const own = sql`${since}, interview_id`;
  if (isFinished(step)) return sql<boolean>`(${own}) < (${after.since}, ${interviewId})`;
  // Of two kinds of work on the same evaluation with equal times, the more urgent one comes first.
  const operator = sql.raw(rankOf(step) > rankOf(after.step) ? '>=' : '>');
  if (due) return sql<boolean>`(${due}, ${own}) ${operator} (${dueAt}, ${after.since}, ${interviewId})`;
  if (dueAt !== NO_DUE_DATE) return sql<boolean>`1 = 1`;
  return sql<boolean>`(${own}) ${operator} (${after.since}, ${interviewId})`;
}

function dueGroup({ due }: Part, now: number): RawBuilder<string> {
  if (!due) return sql<string>`'none'`;
  return sql<string>`
    case when ${due} < ${now} then 'overdue' when ${due} < ${sql.lit(NO_DUE_DATE)} then 'later' else 'none' end`;
}

function isVisibleTo(db: EvaluationQueue['kysely'], { email, all, teams }: ListReader) {
  const { eb, or, and } = expressionBuilder<Tables, 'evaluations'>();
  const claimable = and([eb('asked', '=', 1), eb('ratable', '=', 1), eb('stage', '=', 'rate')]);
  if (all && teams === 'all') return isQueuedForTeams(teams);
  const open = or([eb('kind', '=', 'practice'), claimable]);
  return or([
    all ? isQueuedForTeams(teams) : and([open, isQueuedForTeams(teams)]),
    eb('evaluations.interviewId', 'in', ownInterviews(db, email)),
  ]);
}
