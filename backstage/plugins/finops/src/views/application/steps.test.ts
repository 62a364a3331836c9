import { sumOf } from '../../api/amount';
import { exact, line } from './sample';
import { stepsOf } from './steps';

const shown = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(({ product, cause, effect }) => [
    product?.productId,
    cause,
    String(effect),
  ]);

it('makes the change with every digit, whatever is too small to be shown', () => {
  const effects = Array.from({ length: 30 }, (_, index) =>
    exact(`${30 - index}.000000000000000${index + 1}`),
  );
  const products = effects.map((quantityEffect, index) =>
    line({ productId: `p${index}`, quantityEffect }),
  );
  const steps = stepsOf(products, sumOf(effects), { most: 5 });
  expect(steps).toHaveLength(6);
  expect(steps.at(-1)?.product).toBeUndefined();
  expect(String(sumOf(steps.map(({ effect }) => effect)))).toBe(
    String(sumOf(effects)),
  );
});

it('adds up the metrics of a product, and tells quantity from price', () => {
  const products = [
    line({ quantityEffect: 3, priceEffect: -8, otherEffect: 0 }),
    line({ metric: 'RAM', quantityEffect: 2, priceEffect: 0, otherEffect: 1 }),
  ];
  expect(shown(stepsOf(products, -2))).toEqual([
    ['linux', 'priceEffect', '-8'],
    ['linux', 'quantityEffect', '5'],
    ['linux', 'otherEffect', '1'],
  ]);
});

it('keeps INDIRECT costs of two domains apart, although neither has a product', () => {
  const products = ['workplace', 'support'].map((domainId, index) =>
    line({ domainId, productId: '(none)', quantityEffect: index + 1 }),
  );
  expect(stepsOf(products, 3).map(step => step.product?.domainId)).toEqual([
    'support',
    'workplace',
  ]);
});

it('takes what is unknown for neither and what is tiny for the rest', () => {
  const products = [
    line({ productId: 'a', quantityEffect: 1000 }),
    line({ productId: 'b', quantityEffect: 5 }),
    line({ productId: 'c', quantityEffect: null, priceEffect: null }),
  ];
  expect(shown(stepsOf(products, 1005))).toEqual([
    ['a', 'quantityEffect', '1000'],
    [undefined, undefined, '5'],
  ]);
});
