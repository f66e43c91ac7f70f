/** The console travels as one piece: a person who opens one of its pages soon opens the others. */
export { Account } from './account/Account.tsx';
export { Agreement } from './agreement/Agreement.tsx';
export { Console } from './Console.tsx';
export { ScoringPage } from './detail/ScoringPage.tsx';
export { InterviewDetail } from './InterviewDetail.tsx';
export { Interviews } from './Interviews.tsx';
export { ImportKit } from './kits/ImportKit.tsx';
export { KitPage } from './kits/KitPage.tsx';
export { Kits } from './kits/Kits.tsx';
export { NewInterview } from './NewInterview.tsx';
export { NoInterviewChosen } from './NoInterviewChosen.tsx';
export { Outbox } from './outbox/Outbox.tsx';
export { PracticeList } from './practice/PracticeList.tsx';
export { Recordings } from './recordings/Recordings.tsx';
export { ReportPage } from './reports/ReportPage.tsx';
export { Staff } from './Staff.tsx';
export { PublicPages } from './site/PublicPages.tsx';
