export { default } from './plugin';
export { finopsApiRef, type FinopsApi } from './api/FinopsApi';
export type { Amount } from './api/amount';
