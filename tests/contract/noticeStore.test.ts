import { onEveryDatabase } from './everyDatabase.ts';
import { describeNoticeStore } from './noticeStore.contract.ts';

onEveryDatabase(describeNoticeStore);
