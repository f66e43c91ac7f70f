export const INSIGHTS_PATH = '/console/insights';
