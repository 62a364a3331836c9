export { default } from './plugin';
export { finopsApiRef, type FinopsApi } from './api/FinopsApi';
export type { Amount } from './api/amount';
export {
  APPLICATION_ANNOTATION,
  applicationIdOf,
  isFinopsAvailable,
} from './entity/annotation';
