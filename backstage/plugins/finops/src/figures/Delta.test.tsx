import { screen } from '@testing-library/react';
import { renderView } from '../__testUtils__/renderView';
import { Delta } from './Delta';

it.each([
  [
    'an increase',
    { cost: 120, previousCost: 100, delta: 20, deltaPercent: 20 },
    /up\+20\.00\+20\s%/,
  ],
  [
    'a decrease',
    { cost: 80, previousCost: 100, delta: -20, deltaPercent: -20 },
    /down-20\.00-20\s%/,
  ],
  [
    'what is new',
    { cost: 80, previousCost: null, delta: null, deltaPercent: null },
    /^new$/,
  ],
  [
    'what came from zero',
    { cost: 80, previousCost: 0, delta: 80, deltaPercent: null },
    /up\+80\.00$/,
  ],
  [
    'what is unknown now',
    { cost: null, previousCost: 80, delta: null, deltaPercent: null },
    /^–$/,
  ],
  [
    'what did not change',
    { cost: 80, previousCost: 80, delta: 0, deltaPercent: 0 },
    /^unchanged$/,
  ],
])('says %s', async (_, row, expected) => {
  renderView(
    <p data-testid="delta">
      <Delta of={row} />
    </p>,
  );
  expect((await screen.findByTestId('delta')).textContent).toMatch(expected);
});
