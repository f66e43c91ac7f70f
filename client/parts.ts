import { type LaterModule, laterModule } from './components/shell/laterPart.tsx';

/** Parts that load separately, so that candidates don't download the code of the console. */
export const parts = {
  staffArea: laterModule(() => import('./components/shell/StaffArea.tsx')),
  login: laterModule(() => import('./screens/login/Login.tsx')),
  setup: laterModule(() => import('./screens/setup/SetupOwner.tsx')),
  invitation: laterModule(() => import('./screens/invitation/AcceptInvitation.tsx')),
  reset: laterModule(() => import('./screens/reset/ResetPassword.tsx')),
  'confirm-email': laterModule(() => import('./screens/confirmEmail/ConfirmEmail.tsx')),
  console: laterModule(() => import('./screens/console/consoleScreens.ts')),
  review: laterModule(() => import('./screens/review/StaffReview.tsx')),
  rating: laterModule(() => import('./screens/console/evaluations/rating/RatingPage.tsx')),
  join: laterModule(() => import('./screens/join/Join.tsx')),
  schedule: laterModule(() => import('./screens/schedule/Schedule.tsx')),
  practice: laterModule(() => import('./screens/practice/Practice.tsx')),
  report: laterModule(() => import('./screens/report/Report.tsx')),
};

/** Fetches all parts of a page in parallel. Never rejects, because rendering fetches failed parts again. */
export async function fetchFirstPage(pathname: string): Promise<void> {
  await Promise.allSettled(partsOf(pathname).map(part => part.fetch()));
}

function partsOf(pathname: string): LaterModule<unknown>[] {
  const first = pathname.split('/').find(Boolean) ?? 'login';
  if (first === 'join' || first === 'schedule' || first === 'practice' || first === 'report')
    return [parts[first]];
  if (first === 'console' && pathname.endsWith('/review'))
    return [parts.staffArea, parts.console, parts.review];
  if (/^\/console\/evaluations\/[\da-f]{8}-/.test(pathname))
    return [parts.staffArea, parts.console, parts.rating];
  return Object.hasOwn(parts, first) ? [parts.staffArea, parts[first as keyof typeof parts]] : [];
}
