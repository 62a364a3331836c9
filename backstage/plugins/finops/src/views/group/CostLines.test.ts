import { LosslessNumber } from 'lossless-json';
import { csvOf } from './CostLines';

it('writes every digit, and nothing where nothing is known', () => {
  const line = {
    id: 'north',
    label: 'North, Ltd',
    href: '/finops/group/entities/north',
    cost: new LosslessNumber('2246.212512425000000001'),
    previousCost: null,
    delta: null,
    deltaPercent: null,
    share: 0.977527,
    unpricedRows: 2,
  };
  expect(csvOf([line]).split('\r\n')).toEqual([
    'id,label,cost,previousCost,delta,deltaPercent,share,unpricedRows',
    'north,"North, Ltd",2246.212512425000000001,,,,0.977527,2',
    '',
  ]);
});
