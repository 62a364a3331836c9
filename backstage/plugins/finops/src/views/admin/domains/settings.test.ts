import {
  configOf,
  settingsOf,
  shapeOf,
  textsOf,
  type Config,
  type Schema,
} from './settings';

const schema: Schema = {
  type: 'object',
  required: ['source', 'metrics'],
  properties: {
    pages: { type: 'integer', default: 10 },
    missing: { type: 'string', enum: ['fail', 'empty'], default: 'fail' },
    exact: { type: 'boolean', default: false },
    scope: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    period_field: {
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: 'period',
    },
    source: { type: 'string' },
    metrics: {
      type: 'object',
      additionalProperties: { $ref: '#/$defs/Metric' },
    },
  },
  $defs: {
    Metric: {
      type: 'object',
      required: ['metric'],
      properties: { metric: { type: 'string' }, factor: { type: 'string' } },
    },
  },
};

const stored: Config = {
  source: 'bill',
  pages: 20,
  exact: true,
  scope: 'all',
  period_field: null,
  metrics: { vcpu: { metric: 'VCPU_HOUR', factor: '0.25' } },
  old: 5,
};

it('finds a field for each setting: the needed ones first, the unknown ones as well', () => {
  expect(
    settingsOf(schema, stored).map(({ name, kind }) => [name, kind]),
  ).toEqual([
    ['source', 'text'],
    ['metrics', 'json'],
    ['exact', 'flag'],
    ['missing', 'choice'],
    ['pages', 'integer'],
    ['scope', 'text'],
    ['old', 'unknown'],
    ['period_field', 'json'],
  ]);
});

it('gives back what is stored, to the last key, when nobody writes anything', () => {
  const settings = settingsOf(schema, stored);
  expect(configOf(textsOf(stored, settings), settings)).toEqual({
    config: stored,
    unreadable: [],
  });
});

it('leaves out what is emptied', () => {
  const settings = settingsOf(schema, stored);
  const texts = { ...textsOf(stored, settings), pages: ' ', old: '' };
  const { pages: _, old: __, ...rest } = stored;
  expect(configOf(texts, settings).config).toEqual(rest);
});

it('gives what is no number as it stands, for the API to name, and names what is no JSON', () => {
  const settings = settingsOf(schema, {});
  expect(
    configOf({ pages: 'ten', exact: 'maybe', metrics: '{"vcpu": ' }, settings),
  ).toEqual({
    config: { pages: 'ten', exact: 'maybe' },
    unreadable: ['metrics'],
  });
});

it('says what a nested setting may hold', () => {
  const metrics = schema.properties?.metrics ?? {};
  expect(shapeOf(metrics, schema)).toBe(
    '{ …: { metric: string, factor?: string } }',
  );
});

it('comes to an end where a definition holds itself', () => {
  const endless: Schema = {
    $defs: { Loop: { type: 'array', items: { $ref: '#/$defs/Loop' } } },
  };
  expect(shapeOf({ $ref: '#/$defs/Loop' }, endless)).toMatch(/…/);
});
