import type { Answer } from '../api/FinopsClient';

type Status = Answer<'/v1/local/status'>;

const TIME = '2026-11-20T02:04:11Z';
const RUN = '6f0c9a4e-5b1d-5c3a-9d57-0f6c2c1b7a11';

/** What `status` says of a module with two domains and three months, but for what a test says otherwise. */
export function published(otherwise: Partial<Status['data']> = {}): Status {
  const month = (period: string) => ({
    period,
    status: 'OPEN' as const,
    runId: RUN,
    asOf: TIME,
    domains: 2,
    complete: true,
  });
  const domain = (domainId: string, domainLabel: string) => ({
    domainId,
    domainLabel,
    domainMode: 'DIRECT' as const,
    isEnabled: true,
    latestPeriod: '2026-11',
    asOf: TIME,
  });
  return {
    meta: { generation: 7, runId: RUN, asOf: TIME },
    data: {
      entityId: 'local',
      version: '0.2.0',
      gitSha: null,
      latestPeriod: '2026-11',
      complete: true,
      missing: [],
      lastRun: null,
      lastSuccess: null,
      runningRun: null,
      domains: [
        domain('open', 'Open and legacy'),
        domain('public_cloud', 'Public cloud'),
      ],
      periods: ['2026-11', '2026-10', '2026-09'].map(month),
      ...otherwise,
    },
  };
}
