import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const gapsTranslationRef = createTranslationRef({
  id: 'finops.gaps',
  messages: {
    title: 'Not explained yet',
    applications: {
      title: 'Without an application',
      meaning:
        'These quantities carry a key that no application is known by, or none at all. They are in the totals, as “unallocated”, and in nobody’s costs.',
      todo: 'An admin of the referential maps a key once; from the next run on it counts for its application.',
      sum: '{{amount}} without an application',
      allocated: '{{share}} of the cost of the month has one',
      none: 'Every quantity of this month has an application.',
    },
    products: {
      title: 'Without a product',
      meaning:
        'These quantities carry a key that no product is known by. They have no price of their own and are shown as “unmapped”.',
      todo: 'An admin of the referential maps the key to a product.',
      none: 'Every quantity of this month has a product.',
    },
    prices: {
      title: 'Without a price',
      meaning:
        'What is used here is known, what it costs is not: the pricing view has no price for it. It is in no total, and what it belongs to is marked.',
      todo: 'An admin adds the price to the pricing view’s draft and publishes it; the months are then valued anew.',
      sum_one: '{{count}} line without a price',
      sum_other: '{{count}} lines without a price',
      none: 'Everything of this month has a price.',
    },
    toKeys: 'Map keys',
    toPrices: 'Go to prices',
    allEnvironments: 'Of all environments.',
    byMetric: 'By domain and metric',
    byProduct: 'By product and environment',
    domain: 'Domain',
    metric: 'Metric',
    quantity: 'Quantity',
    without: 'Without',
    share: 'Share without',
    keys: 'Largest keys',
    noKey: 'no key at all',
    others_one: '{{count}} other key',
    others_other: '{{count}} other keys',
    product: 'Product',
    environment: 'Environment',
    lines: 'Lines',
    unallocatedQuantity: 'Also without application',
  },
  translations: { fr: () => import('./translation.fr') },
});
