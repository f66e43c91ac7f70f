import { type ComponentType, Suspense, useLayoutEffect, useRef } from 'react';
import {
  createBrowserRouter,
  createRoutesFromElements,
  generatePath,
  Navigate,
  Outlet,
  Route,
  RouterProvider,
  useLocation,
  useParams,
  useRouteError,
} from 'react-router';
import { type LaterModule, laterPart, Preloaded } from './components/shell/laterPart.tsx';
import { PageHeading } from './components/shell/PageHeading.tsx';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { PublicPage } from './components/shell/PublicPage.tsx';
import { ButtonLink } from './components/ui/ButtonLink.tsx';
import { noteNavigation } from './core/navigation.ts';
import { usePageTitle } from './hooks/usePageTitle.ts';
import { parts } from './parts.ts';
import { common } from './texts/common.ts';

const StaffArea = page(parts.staffArea, module => module.StaffArea);
const Login = page(parts.login, module => module.Login);
const SetupOwner = page(parts.setup, module => module.SetupOwner);
const AcceptInvitation = page(parts.invitation, module => module.AcceptInvitation);
const ResetPassword = page(parts.reset, module => module.ResetPassword);
const ConfirmEmail = page(parts['confirm-email'], module => module.ConfirmEmail);
const Home = page(parts.console, module => module.Home);
const Console = page(parts.console, module => module.Console);
const NoSuchPage = page(parts.console, module => module.NoSuchPage);
const Interviews = page(parts.console, module => module.Interviews);
const InterviewDetail = page(parts.console, module => module.InterviewDetail);
const InterviewLinks = page(parts.console, module => module.InterviewLinks);
const NewInterview = page(parts.console, module => module.NewInterview);
const ImportStart = page(parts.console, module => module.ImportStart);
const ImportPage = page(parts.console, module => module.ImportPage);
const LoopLinks = page(parts.console, module => module.LoopLinks);
const NewLoop = page(parts.console, module => module.NewLoop);
const Candidates = page(parts.console, module => module.Candidates);
const CompareCandidates = page(parts.console, module => module.CompareCandidates);
const CandidatePage = page(parts.console, module => module.CandidatePage);
const Kits = page(parts.console, module => module.Kits);
const KitPage = page(parts.console, module => module.KitPage);
const ImportKit = page(parts.console, module => module.ImportKit);
const ScoringPage = page(parts.console, module => module.ScoringPage);
const Agreement = page(parts.console, module => module.Agreement);
const Templates = page(parts.console, module => module.Templates);
const TemplatePage = page(parts.console, module => module.TemplatePage);
const Insights = page(parts.console, module => module.Insights);
const Settings = page(parts.console, module => module.Settings);
const SettingsList = page(parts.console, module => module.SettingsList);
const Privacy = page(parts.console, module => module.Privacy);
const StaffReview = page(parts.review, module => module.StaffReview);
const Recordings = page(parts.console, module => module.Recordings);
const TranscriptSearch = page(parts.console, module => module.TranscriptSearch);
const EvaluationQueue = page(parts.console, module => module.QueuePage);
const EvaluationTeam = page(parts.console, module => module.TeamPage);
const Calibration = page(parts.console, module => module.CalibrationPage);
const EvaluationSettings = page(parts.console, module => module.SettingsPage);
const Rating = page(parts.rating, module => module.RatingPage);
const ReportPage = page(parts.console, module => module.ReportPage);
const PublicPages = page(parts.console, module => module.PublicPages);
const OrganizationPage = page(parts.console, module => module.OrganizationPage);
const MessagesPage = page(parts.console, module => module.MessagesPage);
const Outbox = page(parts.console, module => module.MailOutbox);
const Account = page(parts.console, module => module.Account);
const HoursPage = page(parts.console, module => module.HoursPage);
const MemberHoursPage = page(parts.console, module => module.MemberHoursPage);
const SchedulingPage = page(parts.console, module => module.SchedulingPage);
const AuditPage = page(parts.console, module => module.AuditPage);
const Staff = page(parts.console, module => module.Staff);

/** Returns a separate component for each page, so that React tells pages of one module apart. */
function page<M>(module: LaterModule<M>, pick: (module: M) => ComponentType): ComponentType {
  const part = laterPart(module, pick);
  return () => <Preloaded part={part} props={{}} />;
}

function Frame() {
  return (
    <>
      <NavigationWatch />
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </>
  );
}

/** Passes errors to the app's error boundary. Otherwise the router would show its own error page. */
function PassedOn(): never {
  throw useRouteError();
}

/** Pages of the console by their address in earlier versions. */
const MOVED = {
  new: 'interviews/new',
  recordings: 'interviews/recordings',
  'kits/:kitId/agreement': 'insights/:kitId',
  organization: 'settings/organization',
  staff: 'settings/team',
  'outbox/:mailId?': 'settings/email/:mailId?',
  audit: 'settings/audit',
};

/** Opens the present address of a page, with the query and fragment of the address that was opened. */
function Moved({ to }: { to: string }) {
  const { search, hash } = useLocation();
  return <Navigate to={{ pathname: generatePath(to, useParams()), search, hash }} replace />;
}

/** A data router, because only data routers can ask before a page is left. */
const router = createBrowserRouter(
  createRoutesFromElements(
    <Route element={<Frame />} errorElement={<PassedOn />}>
      <Route element={<StaffArea />}>
        {/* Used only if the server has no public pages. Otherwise, the server renders this address. */}
        <Route index element={<Login />} />
        <Route path="login" element={<Login />} />
        <Route path="setup" element={<SetupOwner />} />
        <Route path="invitation" element={<AcceptInvitation />} />
        <Route path="reset" element={<ResetPassword />} />
        <Route path="confirm-email" element={<ConfirmEmail />} />
        <Route path="console" element={<Console />}>
          <Route index element={<Home />} />
          <Route element={<Interviews />}>
            <Route path="interviews" element={null} />
            <Route path="interviews/:interviewId" element={<InterviewDetail />} />
          </Route>
          <Route path="interviews/new" element={<NewInterview />} />
          <Route path="interviews/import" element={<ImportStart />} />
          <Route path="interviews/import/:importId" element={<ImportPage />} />
          <Route path="interviews/rounds" element={<NewLoop />} />
          <Route path="interviews/rounds/links" element={<LoopLinks />} />
          <Route path="interviews/recordings" element={<Recordings />} />
          <Route path="interviews/transcripts" element={<TranscriptSearch />} />
          <Route path="interviews/:interviewId/links" element={<InterviewLinks />} />
          <Route path="interviews/:interviewId/scorecards" element={<ScoringPage />} />
          <Route path="interviews/:interviewId/review" element={<StaffReview />} />
          <Route path="candidates" element={<Candidates />} />
          <Route path="candidates/compare" element={<CompareCandidates />} />
          <Route path="candidates/:candidateId" element={<CandidatePage />} />
          <Route path="kits" element={<Kits />} />
          <Route path="kits/import" element={<ImportKit />} />
          <Route path="kits/:kitId" element={<KitPage />} />
          <Route path="templates" element={<Templates />} />
          <Route path="templates/new" element={<TemplatePage />} />
          <Route path="templates/:templateId" element={<TemplatePage />} />
          <Route path="insights" element={<Insights />} />
          <Route path="insights/:kitId" element={<Agreement />} />
          <Route path="evaluations" element={<EvaluationQueue />} />
          <Route path="evaluations/team" element={<EvaluationTeam />} />
          <Route path="evaluations/calibration" element={<Calibration />} />
          <Route path="evaluations/settings" element={<EvaluationSettings />} />
          <Route path="evaluations/:interviewId" element={<Rating />} />
          <Route path="reports/:interviewId" element={<ReportPage />} />
          <Route path="site" element={<PublicPages />} />
          <Route path="settings" element={<Settings />}>
            <Route index element={<SettingsList />} />
            <Route path="organization" element={<OrganizationPage />} />
            <Route path="team" element={<Staff />} />
            <Route path="scheduling" element={<SchedulingPage />} />
            <Route path="messages" element={<MessagesPage />} />
            <Route path="email/:mailId?" element={<Outbox />} />
            <Route path="privacy" element={<Privacy />} />
            <Route path="audit" element={<AuditPage />} />
          </Route>
          <Route path="account" element={<Account />} />
          <Route path="account/hours" element={<HoursPage />} />
          <Route path="staff/:userId/hours" element={<MemberHoursPage />} />
          {Object.entries(MOVED).map(([path, to]) => (
            <Route key={path} path={path} element={<Moved to={`/console/${to}`} />} />
          ))}
          <Route path="*" element={<NoSuchPage />} />
        </Route>
      </Route>
      <Route path="*" element={<NotFound />} />
    </Route>,
  ),
);

export default function AppRoutes() {
  return <RouterProvider router={router} />;
}

export function NotFound() {
  usePageTitle(common.notFound.title);
  return (
    <PublicPage>
      <div className="flex flex-col items-start gap-4">
        <PageHeading>{common.notFound.title}</PageHeading>
        <p className="text-muted">{common.notFound.body}</p>
        <ButtonLink to="/" reloadDocument={true} variant="primary">
          {common.notFound.home}
        </ButtonLink>
      </div>
    </PublicPage>
  );
}

/** After each navigation, scrolls to the top and lets the next heading take the focus. */
function NavigationWatch() {
  const { pathname, search } = useLocation();
  const address = pathname + search;
  const last = useRef(address);
  // Runs during rendering, because the heading's effect runs before the effects of this component.
  if (last.current !== address) noteNavigation();
  useLayoutEffect(() => {
    if (last.current === address) return;
    last.current = address;
    window.scrollTo(0, 0);
  }, [address]);
  return null;
}
