import { z } from 'zod';
import { MIN_CANDIDATES } from '../../../shared/agreement/kitAgreement.ts';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId } from '../../../shared/ids.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { isInScope, type TeamScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { INSIGHTS_FILE, InsightPeriod } from '../../../shared/protocol/insightRoutes.ts';
import {
  AgreementReport,
  SCORECARD_FILES,
  type ScorecardFormat,
} from '../../../shared/protocol/scoringRoutes.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import { inWorker } from '../../inWorker.ts';
import type { Store } from '../../store/store.ts';
import { type RouteHandlers, type StaffDownload, staffDownload } from '../routeHandlers.ts';
import { ratedInterviews } from './agreement/ratedInterviews.ts';
import { scorecardFile } from './files/scorecardFile.ts';
import { insightsCsv, insightsOf } from './insights.ts';
import { openScorecardsOf, type ScoringReport, scoringReportOf } from './scoringReport.ts';

type ScoringRoutes = Pick<
  RouteHandlers,
  'scorecards.read' | 'agreement.list' | 'agreement.read' | 'insights.read'
>;

/** Audits each access to scorecards before it returns data. */
export type Scoring = { readonly routes: ScoringRoutes; readonly downloads: readonly StaffDownload[] };

export function createScoring({ store, interviews }: { store: Store; interviews: StaffInterviews }): Scoring {
  const reportFor = async (interviewId: InterviewId, member: StaffMember) =>
    scoringReportOf(await interviews.read(interviewId, member), staffViewer(member));
  return {
    routes: {
      'scorecards.read': async ({ interviewId }, { member }) => {
        const report = await reportFor(interviewId, member);
        await store.audit.add({ actor: member.userId, action: 'scorecards.read', target: interviewId });
        return openScorecardsOf(report);
      },
      'agreement.list': async (_params, { member }) => ({
        kits: await store.interviews.countRatedTogether(teamScopeOf(member)),
        needed: MIN_CANDIDATES,
      }),
      'insights.read': (period, { member }) =>
        insightsOf(store.insights, teamScopeOf(member), period, Date.now()),
      'agreement.read': async ({ kitId }, { member }) => {
        const teams = teamScopeOf(member);
        await requireKit(store, kitId, teams);
        const ratings = await ratedInterviews(store.interviews.readScorings(kitId, teams));
        const report = await inWorker(
          new URL('agreement/agreementWorker.ts', import.meta.url),
          ratings,
          'staff',
        );
        return AgreementReport.parse(report);
      },
    },
    downloads: [insightsDownload(store), ...scorecardDownloads(store, reportFor)],
  };
}

function insightsDownload(store: Pick<Store, 'insights' | 'audit'>): StaffDownload {
  return staffDownload({
    path: INSIGHTS_FILE,
    access: 'agreement.read',
    limit: 'reportPdf',
    params: InsightPeriod.extend({
      from: z.coerce.number().pipe(InsightPeriod.shape.from),
      to: z.coerce.number().pipe(InsightPeriod.shape.to),
    }),
    handle: async (period, member) => {
      const { userId: actor } = member;
      await store.audit.add({ actor, action: 'insights.exported', target: 'insights', details: period });
      const insights = await insightsOf(store.insights, teamScopeOf(member), period, Date.now());
      return {
        contentType: 'text/csv; charset=utf-8',
        fileName: `insights-${new Date().toISOString().slice(0, 10)}.csv`,
        body: Buffer.from(insightsCsv(period, insights)),
      };
    },
  });
}

function scorecardDownloads(
  store: Pick<Store, 'audit'>,
  reportFor: (interviewId: InterviewId, member: StaffMember) => Promise<ScoringReport>,
): StaffDownload[] {
  return (Object.keys(SCORECARD_FILES) as ScorecardFormat[]).map(format => {
    const { path, contentType } = SCORECARD_FILES[format];
    return staffDownload({
      path,
      access: 'scorecards.export',
      params: z.object({ interviewId: InterviewId }),
      handle: async ({ interviewId }, member) => {
        const file = await scorecardFile(format, await reportFor(interviewId, member));
        const entry = { actor: member.userId, action: 'scorecards.exported', target: interviewId };
        await store.audit.add({ ...entry, details: { format } });
        return { ...file, contentType };
      },
    });
  });
}

async function requireKit(store: Store, kitId: KitId, teams: TeamScope): Promise<void> {
  const head = await store.kits.findHead(kitId);
  if (!head || !isInScope(head.teamId, teams)) throw AppError.notFound('kit', kitId);
}
