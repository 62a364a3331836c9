import type { components } from '../../../api/schema';
import type { Mark } from '../../../states/StatusMark';

export type View = components['schemas']['AdminPricingView'];
export type Version = components['schemas']['PricesVersion'];

export const VERSION_MARKS: Record<Version['state'], Mark> = {
  draft: 'idle',
  pending: 'busy',
  in_force: 'good',
  refused: 'bad',
  superseded: 'idle',
};

export function versionIn(
  { versions }: View,
  state: Version['state'],
): Version | undefined {
  return versions.find(version => version.state === state);
}
