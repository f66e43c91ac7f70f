import { lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { NavigationWatch } from './components/shell/NavigationWatch.tsx';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { parts } from './parts.ts';
import { NotFound } from './screens/NotFound.tsx';

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
const Kits = lazy(async () => ({ default: (await parts.console()).Kits }));
const KitPage = lazy(async () => ({ default: (await parts.console()).KitPage }));
const ImportKit = lazy(async () => ({ default: (await parts.console()).ImportKit }));
const ScoringPage = lazy(async () => ({ default: (await parts.console()).ScoringPage }));
const Agreement = lazy(async () => ({ default: (await parts.console()).Agreement }));
const Staff = lazy(async () => ({ default: (await parts.console()).Staff }));

/** Every page but a personal link's, which needs no router. */
export default function AppRoutes() {
  return (
    <BrowserRouter>
      <NavigationWatch />
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
              <Route path="interviews/:interviewId/scorecards" element={<ScoringPage />} />
              <Route path="new" element={<NewInterview />} />
              <Route path="kits" element={<Kits />} />
              <Route path="kits/import" element={<ImportKit />} />
              <Route path="kits/:kitId" element={<KitPage />} />
              <Route path="kits/:kitId/agreement" element={<Agreement />} />
              <Route path="staff" element={<Staff />} />
            </Route>
          </Route>
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  );
}
