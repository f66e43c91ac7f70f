/** What is fetched on its own, so that a candidate never downloads the console, nor staff the room. */
export const parts = {
  staffArea: () => import('./components/shell/StaffArea.tsx'),
  home: () => import('./screens/home/Home.tsx'),
  login: () => import('./screens/login/Login.tsx'),
  setup: () => import('./screens/setup/SetupOwner.tsx'),
  invitation: () => import('./screens/invitation/AcceptInvitation.tsx'),
  console: () => import('./screens/console/consoleScreens.ts'),
  join: () => import('./screens/join/Join.tsx'),
};

/** Fetches the parts of the first page side by side; drawing alone would discover them one after the other. */
export function preloadRoute(pathname: string): void {
  const first = pathname.split('/').find(Boolean) ?? 'home';
  if (!Object.hasOwn(parts, first)) return;
  const wanted: Promise<unknown>[] = [parts[first as keyof typeof parts]()];
  if (first !== 'join') wanted.push(parts.staffArea());
  // A part that cannot be fetched fails again, and visibly, where it is drawn.
  for (const part of wanted) part.catch(() => undefined);
}
