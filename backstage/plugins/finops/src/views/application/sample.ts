import { parseExactly, type Amount } from '../../api/amount';
import type { Application, Line } from './useApplication';

/** An amount with every digit that is written here. */
export const exact = (digits: string) => parseExactly(digits) as Amount;

/** One line of an application, but for what a test says otherwise. */
export function line(otherwise: Partial<Line> = {}): Line {
  return {
    domainId: 'open',
    domainLabel: 'Open and legacy',
    domainMode: 'DIRECT',
    familyId: 'servers',
    familyLabel: 'Servers',
    productId: 'linux',
    productLabel: 'Linux server',
    metric: 'VCPU_MONTH',
    unit: 'vCPU x month',
    quantity: 4,
    unitPrice: 25,
    cost: 100,
    previousCost: 90,
    delta: 10,
    deltaPercent: 11.11,
    quantityEffect: 10,
    priceEffect: 0,
    otherEffect: 0,
    share: 1,
    unpricedRows: 0,
    ...otherwise,
  };
}

/** One application with one product, in November 2026. */
export function application(): Application {
  const product = line();
  const family = { ...product, productId: null, productLabel: null };
  const domain = { ...family, familyId: null, familyLabel: null };
  const { domainId, domainLabel, domainMode, share, unitPrice, ...costs } =
    domain;
  const { familyId, familyLabel, productId, productLabel, ...whole } = costs;
  return {
    meta: {
      period: '2026-11',
      from: '2026-11',
      to: '2026-11',
      pricingView: 'actual',
      currency: 'EUR',
      environment: null,
      generation: 7,
      runId: '6f0c9a4e-5b1d-5c3a-9d57-0f6c2c1b7a11',
      asOf: '2026-11-20T02:04:11Z',
      complete: true,
      missing: [],
      total: {
        cost: 100,
        previousCost: 90,
        unallocatedCost: 0,
        unpricedRows: 0,
      },
      page: null,
      comparedWith: { from: '2026-10', to: '2026-10' },
    },
    data: {
      ...whole,
      applicationId: 'APM1',
      applicationLabel: 'Payments',
      owner: 'Digital Factory',
      reserved: false,
      retiredAt: null,
      domains: [domain],
      families: [family],
      products: [product],
      environments: [{ ...whole, environment: 'production', share }],
    },
  };
}
