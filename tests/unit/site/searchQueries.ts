/**
 * Searches that strangers type, and their wanted first results: a role (`slug`), a question
 * (`slug#question`), or `undefined` where nothing may be found. Of several results, each is right.
 */
type WantedResult = readonly [query: string, ...wanted: (string | undefined)[]];

/** Searches that must always be right. */
export const CORE_QUERIES: readonly WantedResult[] = [
  // Names of roles, in other people's words.
  ['backend developer', 'backend-developer'],
  ['backend engineer', 'backend-developer'],
  ['be dev', 'backend-developer'],
  ['fe', 'frontend-developer'],
  ['front end', 'frontend-developer'],
  ['swe', 'backend-developer', 'frontend-developer'],
  ['pm', 'product-manager'],
  ['product owner', 'product-manager'],
  ['hr', 'hr-recruiter'],
  ['recruiter', 'hr-recruiter'],
  ['data analyst', 'data-analyst'],
  ['sql analyst', 'data-analyst'],
  // The beginnings of words.
  ['prod man', 'product-manager'],
  ['recru', 'hr-recruiter'],
  ['cach', 'backend-developer#what-is-caching'],
  // Typos.
  ['bakend', 'backend-developer'],
  ['cachng', 'backend-developer#what-is-caching'],
  ['prodct manager', 'product-manager'],
  ['javascipt event loop', 'frontend-developer#javascript-event-loop'],
  // Questions about a subject, as people remember them.
  ['difference get post', 'backend-developer#get-vs-post'],
  ['slow query', 'backend-developer#how-database-indexes-work'],
  ['backend caching', 'backend-developer#what-is-caching'],
  ['what is a closure', 'frontend-developer#closures-and-this'],
  ['rest api', 'backend-developer#what-makes-an-api-restful'],
  ['ab test', 'data-analyst#design-ab-test'],
  ['how to reject a candidate', 'hr-recruiter#rejecting-candidates'],
  ['prioritise', 'product-manager#how-to-prioritize'],
  ['resume', 'hr-recruiter#ai-written-applications'],
  // The questions that every interview opens with.
  ['tell me about yourself', 'any-role#about-yourself'],
  ['weakness', 'any-role#weakness'],
  ['behavioral', 'any-role'],
  ['behavioural questions', 'any-role'],
  ['why should we hire you', 'any-role#why-hire-you'],
  ['salary expectations', 'any-role#salary-expectations'],
  ['where do you see yourself in 5 years', 'any-role#five-years'],
  ['why are you leaving your job', 'any-role#why-leaving'],
  // Letters that occur only inside or at the beginning of unrelated words.
  ['art', undefined],
  ['cat', undefined],
  ['ment', undefined],
  ['astronaut', undefined],
];

export const FURTHER_QUERIES: readonly WantedResult[] = [
  ['software engineer', 'backend-developer', 'frontend-developer'],
  ['human resources', 'hr-recruiter'],
  ['talent acquisition', 'hr-recruiter'],
  ['backend developer interview questions', 'backend-developer'],
  ['fronted developer', 'frontend-developer'],
  ['recuiter', 'hr-recruiter'],
  ['auth', 'backend-developer#authentication-vs-authorization'],
  ['tcp vs udp', 'backend-developer#tcp-vs-udp'],
  ['sql injection', 'backend-developer#what-is-sql-injection'],
  ['okr', 'product-manager#objectives-and-key-results'],
  ['p value', 'data-analyst#explain-p-value'],
  ['why does react rerender', 'frontend-developer#when-does-react-re-render'],
  ['web vitals', 'frontend-developer#improve-largest-contentful-paint'],
  ['boolean search', 'hr-recruiter#boolean-search'],
  ['greatest strengths', 'any-role#strengths'],
  ['biggest failure', 'any-role#failure'],
  ['coworker conflict', 'any-role#conflict'],
  ['questions to ask the interviewer', 'any-role#questions-for-us'],
  ['working under pressure', 'any-role#pressure'],
  ['asdfgh', undefined],
];
