import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { NotFound } from './screens/NotFound.tsx';

/** What is fetched on its own, so that a candidate never downloads the console, nor staff the room. */
const parts = {
  staffArea: () => import('./components/shell/StaffArea.tsx'),
  home: () => import('./screens/home/Home.tsx'),
  login: () => import('./screens/login/Login.tsx'),
  setup: () => import('./screens/setup/SetupOwner.tsx'),
  invitation: () => import('./screens/invitation/AcceptInvitation.tsx'),
  console: () => import('./screens/console/consoleScreens.ts'),
  join: () => import('./screens/join/Join.tsx'),
};

const StaffArea = lazy(async () => ({ default: (await parts.staffArea()).StaffArea }));
const Home = lazy(async () => ({ default: (await parts.home()).Home }));
const Login = lazy(async () => ({ default: (await parts.login()).Login }));
const SetupOwner = lazy(async () => ({ default: (await parts.setup()).SetupOwner }));
const AcceptInvitation = lazy(async () => ({ default: (await parts.invitation()).AcceptInvitation }));
const Console = lazy(async () => ({ default: (await parts.console()).Console }));
const Interviews = lazy(async () => ({ default: (await parts.console()).Interviews }));
const InterviewDetail = lazy(async () => ({ default: (await parts.console()).InterviewDetail }));
const NoInterviewChosen = lazy(async () => ({ default: (await parts.console()).NoInterviewChosen }));
const NewInterview = lazy(async () => ({ default: (await parts.console()).NewInterview }));
const Staff = lazy(async () => ({ default: (await parts.console()).Staff }));
const Join = lazy(parts.join);

export function AppRoutes() {
  return (
    <Suspense fallback={<PageLoading />}>
      <Routes>
        <Route element={<StaffArea />}>
          <Route index element={<Home />} />
          <Route path="login" element={<Login />} />
          <Route path="setup" element={<SetupOwner />} />
          <Route path="invitation" element={<AcceptInvitation />} />
          <Route path="console" element={<Console />}>
            <Route element={<Interviews />}>
              <Route index element={<NoInterviewChosen />} />
              <Route path="interviews/:interviewId" element={<InterviewDetail />} />
            </Route>
            <Route path="new" element={<NewInterview />} />
            <Route path="staff" element={<Staff />} />
          </Route>
        </Route>
        <Route path="join" element={<Join />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  );
}

/** Fetches the parts of the first page side by side; drawing alone would discover them one after the other. */
export function preloadRoute(pathname: string): void {
  const first = pathname.split('/').find(Boolean) ?? 'home';
  if (!Object.hasOwn(parts, first)) return;
  const wanted = [parts[first as keyof typeof parts]()];
  if (first !== 'join') wanted.push(parts.staffArea());
  // A part that cannot be fetched fails again, and visibly, where it is drawn.
  for (const part of wanted) part.catch(() => undefined);
}
